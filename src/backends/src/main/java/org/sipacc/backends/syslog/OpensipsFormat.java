package org.sipacc.backends.syslog;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipacc.accounting.Field;
import org.sipacc.backends.PlainText;
import org.sipacc.journal.JournalEntry.RecordEntry;

/**
 * OpenSIPS's own line in a packet as syslog(3) makes it, the one that scripts behind OpenSIPS read.
 * Values stand in it as they are, but for control characters: a {@code ;} in one cannot be told
 * from the end of the field.
 *
 * @param host with a blank behind it where packets leave the machine (RFC 3164); else ""
 * @param maxPacket the longest packet that the transport takes, bytes
 * @param zone of the time in the packet, which has none
 */
record OpensipsFormat(Priority priority, Origin origin, String host, int maxPacket, ZoneId zone)
    implements LineFormat {
  /** The acc module's own buffer, without the newline and the end of the string. */
  static final int MAX_LINE = 65_533;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss ", Locale.ENGLISH);

  @Override
  public byte[] encode(RecordEntry entry) {
    AccLine line = AccLine.of(entry.record());
    String head =
        priority
            + TIME.format(entry.id().time().atZone(zone))
            + host
            + origin.tag()
            + "["
            + origin.pid()
            + "]: "
            + priority.levelWord()
            + ":"
            + line.title()
            + ": ";
    PacketText packet = new PacketText(head, Math.min(MAX_LINE, maxPacket - head.length() - 1));
    packet.addPairs(entry.id(), pairs(line));
    return packet.end("\n");
  }

  private static List<String> pairs(AccLine line) {
    List<String> pairs = new ArrayList<>();
    for (Field field : line.pairs()) {
      String separator = pairs.isEmpty() ? "" : ";";
      pairs.add(separator + field.name() + "=" + PlainText.withoutControls(field.value()));
    }
    return pairs;
  }
}
