package org.sipacc.backends.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.sipacc.accounting.TimeOrderedId;

/** A packet's text while it is written: whole pairs only, within a number of bytes. */
final class PacketText {
  private static final Logger LOG = System.getLogger(PacketText.class.getName());

  private final StringBuilder text;
  private final int limit;
  private int bytes;

  /**
   * @param limit the most bytes of all pairs together
   */
  PacketText(String head, int limit) {
    this.text = new StringBuilder(head);
    this.limit = limit;
  }

  /** Adds pairs up to the first that does not fit; what is left out is told to the log. */
  void addPairs(TimeOrderedId record, List<String> pairs) {
    for (int i = 0; i < pairs.size(); i++) {
      int length = pairs.get(i).getBytes(UTF_8).length;
      if (bytes + length > limit) {
        LOG.log(
            Level.WARNING,
            "the log line of record {0} would be longer than {1} bytes; its last {2} fields are"
                + " left out",
            record,
            Integer.toString(limit),
            Integer.toString(pairs.size() - i));
        return;
      }
      bytes += length;
      text.append(pairs.get(i));
    }
  }

  byte[] end(String tail) {
    return text.append(tail).toString().getBytes(UTF_8);
  }
}
