package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Segment files on the real disk; counts the writes that failed after some of their bytes. */
final class HalfWrites implements SegmentFiles {
  private final AtomicInteger count = new AtomicInteger();

  int count() {
    return count.get();
  }

  @Override
  public SegmentFile create(Path path) throws IOException {
    DiskSegmentFile disk = new DiskSegmentFile(path);
    Path named = path.resolveSibling(path.getFileName().toString().replace(".tmp", ""));
    return new SegmentFile() {
      @Override
      public void write(byte[] bytes, int length) throws IOException {
        long before = Files.exists(named) ? Files.size(named) : 0;
        try {
          disk.write(bytes, length);
        } catch (IOException e) {
          if (Files.exists(named) && Files.size(named) > before) {
            count.incrementAndGet();
          }
          throw e;
        }
      }

      @Override
      public void truncate(long size) throws IOException {
        disk.truncate(size);
      }

      @Override
      public void force() throws IOException {
        disk.force();
      }

      @Override
      public void close() throws IOException {
        disk.close();
      }
    };
  }
}
