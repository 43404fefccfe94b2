package org.sipacc.bench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sipacc.journal.Journal;

/** As many bytes as a call leaves in the journal, written to a plain file forced every 50 ms. */
@State(Scope.Benchmark)
public class DiskAppend {
  private final byte[] bytes = new byte[bytesPerCall()];
  private Path directory;
  private FileChannel file;
  private ScheduledExecutorService timer;
  private Future<?> forcing;

  static int bytesPerCall() {
    return Journal.encode(List.of(CallRecords.cdr()), List.of(CallRecords.summary()), List.of())
        .size();
  }

  /** Opens a file for the iteration. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    directory = TemporaryDirectory.make();
    file =
        FileChannel.open(
            directory.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    timer = Executors.newSingleThreadScheduledExecutor();
    long millis = JournalAppend.INTERVAL.toMillis();
    forcing =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                file.force(false);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  /** Forces the file for the last time and removes it. */
  @TearDown(Level.Iteration)
  public void remove() throws Exception {
    boolean failed = forcing.isDone();
    timer.shutdown();
    timer.awaitTermination(1, TimeUnit.MINUTES);
    if (failed) {
      forcing.get();
    }
    file.force(false);
    file.close();
    TemporaryDirectory.delete(directory);
  }

  @Benchmark
  public int append() throws IOException {
    return file.write(ByteBuffer.wrap(bytes));
  }
}
