package org.sipacc.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A segment's file on disk.
 *
 * <p>Not a FileChannel: a thread of the container that is interrupted while it writes would close
 * the channel for everybody.
 */
final class DiskSegmentFile implements SegmentFile {
  private final RandomAccessFile file;

  DiskSegmentFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(0);
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    file.write(bytes, 0, length);
  }

  @Override
  public void truncate(long size) throws IOException {
    file.setLength(size);
    file.seek(size);
  }

  @Override
  public void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
