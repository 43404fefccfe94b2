package org.sipacc.backends.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.backends.file.FileSink.Rotation;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkContract;

/** The contract in one of the formats. */
abstract class FileSinkContract implements SinkContract {
  @TempDir private Path home;

  abstract RecordFormat format();

  /** The record's id in a row. */
  abstract TimeOrderedId id(String row);

  @Override
  public Sink openSink() {
    return new FileSink(
        Backend.DB,
        directory(),
        format(),
        new Rotation(Duration.ofHours(1), 20_000),
        home.resolve("cursors"),
        InstantSource.system(),
        Thread::new);
  }

  @Override
  public Backend backend() {
    return Backend.DB;
  }

  @Override
  public List<TimeOrderedId> stored() throws Exception {
    return WrittenFiles.rows(directory(), format().header()).stream().map(this::id).toList();
  }

  @Override
  public void breakDestination() throws Exception {
    if (Files.exists(directory())) {
      Files.move(directory(), home.resolve("away"));
    }
    Files.writeString(directory(), "no directory");
  }

  @Override
  public void mendDestination() throws Exception {
    Files.delete(directory());
    if (Files.exists(home.resolve("away"))) {
      Files.move(home.resolve("away"), directory());
    }
  }

  private Path directory() {
    return home.resolve("records");
  }
}
