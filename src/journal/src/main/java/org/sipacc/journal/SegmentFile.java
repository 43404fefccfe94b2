package org.sipacc.journal;

import java.io.Closeable;
import java.io.IOException;

/** The file of the segment that is being written. */
interface SegmentFile extends Closeable {
  /** Adds bytes at the end; when it returns the kernel has all of them. */
  void write(byte[] bytes, int length) throws IOException;

  /** Cuts the file; the next write goes there. */
  void truncate(long size) throws IOException;

  /** Forces what was written to disk; may be called while another thread writes. */
  void force() throws IOException;
}
