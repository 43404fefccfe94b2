package org.sipacc.backends.syslog;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipacc.accounting.Field;
import org.sipacc.backends.PlainText;
import org.sipacc.journal.JournalEntry.RecordEntry;

/**
 * The same keys as structured data of RFC 5424: quoted and escaped, so that no value can pass for
 * another field, and with the record's id, by which a line that was sent twice can be told.
 *
 * @param maxPacket the longest packet that the transport takes, bytes
 */
record Rfc5424Format(Priority priority, Origin origin, int maxPacket) implements LineFormat {
  /** 32473 is the enterprise number that RFC 5612 leaves to everybody. */
  private static final String ID = "acc@32473";

  private static final int MAX_NAME = 32;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public byte[] encode(RecordEntry entry) {
    AccLine line = AccLine.of(entry.record());
    String head =
        priority
            + "1 "
            + TIME.format(entry.id().time())
            + " "
            + origin.host()
            + " "
            + origin.tag()
            + " "
            + origin.pid()
            + " "
            + entry.record().kind()
            + " ["
            + ID;
    String tail = "] " + line.title();
    int limit = Math.min(OpensipsFormat.MAX_LINE, maxPacket - head.length() - tail.length());
    PacketText packet = new PacketText(head, limit);
    packet.addPairs(entry.id(), pairs(entry, line));
    return packet.end(tail);
  }

  private static List<String> pairs(RecordEntry entry, AccLine line) {
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("record_id", entry.id().toString()));
    entry.record().callUid().ifPresent(call -> pairs.add(pair("call_uid", call.toString())));
    for (Field field : line.pairs()) {
      pairs.add(pair(field.name(), field.value()));
    }
    return pairs;
  }

  private static String pair(String name, String value) {
    return " " + parameterName(name) + "=\"" + escaped(value) + "\"";
  }

  /** What RFC 5424 calls a PARAM-NAME. */
  private static String parameterName(String name) {
    String plain = name.replaceAll("[^\\x21-\\x7e]|[=\\]\"]", "_");
    return plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) : plain;
  }

  private static String escaped(String value) {
    return PlainText.withoutControls(value).replaceAll("[\"\\\\\\]]", "\\\\$0");
  }
}
