package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Makes segment files. */
@FunctionalInterface
interface SegmentFiles {
  /** A new, empty file in place of any there is. */
  SegmentFile create(Path path) throws IOException;
}
