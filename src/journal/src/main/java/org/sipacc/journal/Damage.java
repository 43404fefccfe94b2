package org.sipacc.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts aside what cannot be read, and says so. */
final class Damage {
  private static final Logger LOG = System.getLogger(Damage.class.getName());
  private static final String SUFFIX = ".damaged";

  private Damage() {}

  /** Copies damaged bytes of a segment, the first time they are met. */
  static void keepBytes(Path segment, long from, long to) throws IOException {
    Path aside = segment.resolveSibling(segment.getFileName() + "-" + from + SUFFIX);
    if (Files.exists(aside)) {
      return;
    }
    try (InputStream in = Files.newInputStream(segment);
        OutputStream out = Files.newOutputStream(aside)) {
      in.skipNBytes(from);
      byte[] chunk = new byte[64 * 1024];
      for (long left = to - from; left > 0; ) {
        int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
        if (read == 0) {
          break;
        }
        out.write(chunk, 0, read);
        left -= read;
      }
    }
    LOG.log(
        Level.ERROR,
        "journal segment {0} is damaged: {1} bytes at {2} hold no whole entry and are passed over;"
            + " a copy is in {3}",
        segment,
        Long.toString(to - from),
        Long.toString(from),
        aside);
  }

  /** Takes a segment whose header cannot be read out of the journal. */
  static void keepSegment(Path segment, String reason) throws IOException {
    Path aside = segment.resolveSibling(segment.getFileName() + SUFFIX);
    Files.move(segment, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.log(
        Level.ERROR,
        "journal segment {0} has a damaged header ({1}): its entries are not delivered; it was"
            + " renamed to {2}",
        segment,
        reason,
        aside);
  }

  /** Reports entries that should be there. */
  static void reportMissing(Path segment, JournalPosition after, JournalPosition last) {
    LOG.log(
        Level.ERROR,
        "journal entries after {0} up to {1} are missing before or in {2}: damaged or removed;"
            + " reading goes on behind them",
        after,
        last,
        segment);
  }
}
