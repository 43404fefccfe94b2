package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Makes segment files. */
@FunctionalInterface
interface SegmentFiles {
  /** A new, empty file in place of any there is. */
  SegmentFile create(Path path) throws IOException;

  /** Bytes that the directory's file system has free for this process; 0 if it cannot be asked. */
  default long usableBytes(Path directory) {
    return directory.toFile().getUsableSpace();
  }
}
