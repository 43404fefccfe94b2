package org.sipacc.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Puts aside what cannot be read, and says so. */
final class Damage {
  private static final Logger LOG = System.getLogger(Damage.class.getName());

  /** How the names of files with damaged bytes end. */
  static final String SUFFIX = ".damaged";

  private Damage() {}

  /**
   * Copies damaged bytes of a segment, the first time they are met.
   *
   * @throws IOException if there is no room for the copy; it is tried again when they are met again
   */
  static void keepBytes(DamagedRange damage) throws IOException {
    Path aside = damage.aside();
    if (Files.exists(aside)) {
      return;
    }
    Path temporary = aside.resolveSibling(aside.getFileName() + ".tmp");
    copy(damage, temporary);
    Files.move(temporary, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.log(
        Level.ERROR,
        "journal segment {0} is damaged: {1} bytes at {2} hold no whole entry and are passed over"
            + " ({3}); a copy is in {4}: look at the disk, and remove the file when you have seen"
            + " it",
        damage.segment(),
        Long.toString(damage.to() - damage.from()),
        Long.toString(damage.from()),
        damage.entries(),
        aside);
  }

  /** Copies a damaged segment header before it is made anew. */
  static void keepHeader(Path segment) throws IOException {
    Path aside = segment.resolveSibling(segment.getFileName() + "-header" + SUFFIX);
    JournalPosition none = JournalPosition.START;
    copy(new DamagedRange(segment, 0, SegmentHeader.BYTES, none, Optional.of(none)), aside);
    LOG.log(
        Level.ERROR,
        "journal segment {0} had a damaged header, which was made anew; its entries are delivered."
            + " A copy is in {1}: look at the disk, and remove the file when you have seen it",
        segment,
        aside);
  }

  private static void copy(DamagedRange damage, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(damage.segment());
        OutputStream out = Files.newOutputStream(to)) {
      in.skipNBytes(damage.from());
      byte[] chunk = new byte[64 * 1024];
      for (long left = damage.to() - damage.from(); left > 0; ) {
        int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
        if (read == 0) {
          break;
        }
        out.write(chunk, 0, read);
        left -= read;
      }
    }
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
