package org.sipacc.acceptance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.sipacc.acceptance.server.Repository;

/** A disk that takes its time for whatever one process forces to it. */
final class SlowDisk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process tracer;

  private SlowDisk(Process tracer) {
    this.tracer = tracer;
  }

  /**
   * Makes each fsync and fdatasync of a running process take longer, until this is closed.
   *
   * @param pid of the process, whose threads and their syscalls are stopped one by one for it
   */
  static SlowDisk of(long pid, Duration delay) {
    String inject =
        "inject=fsync,fdatasync:delay_exit=" + TimeUnit.NANOSECONDS.toMicros(delay.toNanos());
    try {
      return new SlowDisk(
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-e",
                  "trace=fsync,fdatasync",
                  "-e",
                  inject,
                  "-o",
                  Repository.newDirectory("slow-disk").resolve("calls").toString(),
                  "-p",
                  Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the process, which goes on. */
  @Override
  public void close() {
    boolean attached = tracer.isAlive();
    tracer.destroy();
    try {
      if (!tracer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("strace does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!attached) {
      throw new AssertionError(
          "strace could not hold the server: it needs the right to trace it (root, or a container"
              + " started with --cap-add SYS_PTRACE)");
    }
  }
}
