package org.sipacc.backends.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.backends.file.FileSink.Rotation;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkContract;

/** The contract in one of the formats. */
abstract class FileSinkContract implements SinkContract {
  private static final Pattern CALL = Pattern.compile("call-\\d+");

  @TempDir private Path home;

  abstract RecordFormat format();

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
  public List<String> stored() throws Exception {
    return WrittenFiles.rows(directory(), format().header()).stream()
        .map(FileSinkContract::callId)
        .toList();
  }

  private static String callId(String row) {
    Matcher call = CALL.matcher(row);
    if (!call.find()) {
      throw new AssertionError("no record: " + row);
    }
    return call.group();
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
