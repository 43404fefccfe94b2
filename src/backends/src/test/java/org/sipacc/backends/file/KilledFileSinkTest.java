package org.sipacc.backends.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.SampleEntries;

class KilledFileSinkTest {
  private static final int LIVES = 5;
  private static final int BATCHES = 40;

  @TempDir private Path home;

  @Test
  void whereverItIsKilledEachRecordHasOneRow() throws Exception {
    long acknowledged = 0;
    for (int life = 0; life < LIVES; life++) {
      acknowledged = deliverUntilKilled(BATCHES + life);
    }

    long last;
    try (FileSink sink = DeliveringProcess.sink(home)) {
      assertThat(
              sink.position(
                      DeliveringProcess.JOURNAL, SampleEntries.entry(Backend.DB, 1).position())
                  .sequence())
          .isGreaterThanOrEqualTo(acknowledged);
      last = DeliveringProcess.deliver(sink);
    }

    List<String> rows =
        WrittenFiles.rows(home.resolve("records"), new CsvFormat(RecordColumns.names()).header());
    assertThat(rows)
        .extracting(row -> row.substring(0, row.indexOf(',')))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, last)
                .mapToObj(number -> SampleEntries.entry(Backend.DB, number).id().toString())
                .toList());
  }

  private long deliverUntilKilled(int batches) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DeliveringProcess.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (int i = 0; i < batches; i++) {
        acknowledged = Long.parseLong(out.readLine());
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return acknowledged;
  }
}
