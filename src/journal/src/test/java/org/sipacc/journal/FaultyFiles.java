package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Segment files on a disk that fails on command. */
final class FaultyFiles implements SegmentFiles {
  private static final int NO_FAULT = -1;

  private final AtomicInteger forces = new AtomicInteger();
  private volatile int bytesBeforeFault = NO_FAULT;
  private volatile boolean truncateFails;
  private volatile boolean forceFails;
  private volatile boolean createFails;
  private volatile long usableBytes = Long.MAX_VALUE;

  /** Each write puts so many bytes on the disk and then fails. */
  void failWritesAfter(int bytes) {
    bytesBeforeFault = bytes;
  }

  void failTruncate() {
    truncateFails = true;
  }

  void failForce() {
    forceFails = true;
  }

  void failCreate() {
    createFails = true;
  }

  void leave(long bytes) {
    usableBytes = bytes;
  }

  void mend() {
    bytesBeforeFault = NO_FAULT;
    truncateFails = false;
    forceFails = false;
    createFails = false;
  }

  int forces() {
    return forces.get();
  }

  @Override
  public long usableBytes(Path directory) {
    return usableBytes;
  }

  @Override
  public SegmentFile create(Path path) throws IOException {
    if (createFails) {
      throw new IOException("No space left on device");
    }
    return new Faulty(new DiskSegmentFile(path));
  }

  private final class Faulty implements SegmentFile {
    private final SegmentFile disk;

    private Faulty(SegmentFile disk) {
      this.disk = disk;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
      int bytesTaken = bytesBeforeFault;
      if (bytesTaken == NO_FAULT) {
        disk.write(bytes, length);
      } else {
        disk.write(bytes, Math.min(bytesTaken, length));
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      if (truncateFails) {
        throw new IOException("Input/output error");
      }
      disk.truncate(size);
    }

    @Override
    public void force() throws IOException {
      if (forceFails) {
        throw new IOException("Input/output error");
      }
      forces.incrementAndGet();
      disk.force();
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
