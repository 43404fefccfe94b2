package org.sipacc.backends.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.json.Json;
import javax.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.backends.file.FileSink.Rotation;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

class FileSinkTest {
  private static final UUID JOURNAL = UUID.fromString("0b9f6f9a-4a51-4a07-8a5e-0c0ffee00001");
  private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Rotation NEVER = new Rotation(Duration.ofDays(1), Long.MAX_VALUE);

  @TempDir private Path home;
  private volatile Instant now = BEGIN;

  @Test
  void aFileHasItsOwnNameOnceItIsLongEnough() throws Exception {
    try (FileSink sink = sink(csv(), new Rotation(Duration.ofDays(1), 1_500))) {
      deliver(sink, 0, 3);
      assertThat(names()).containsExactly("db-node1-20260301T100000Z-0-1.csv.part");

      deliver(sink, 3, 10);
      assertThat(names())
          .containsExactly(
              "db-node1-20260301T100000Z-0-1.csv",
              "db-node1-20260301T100000Z-0-1.csv.manifest.json");

      deliver(sink, 10, 11);
      assertThat(names()).contains("db-node1-20260301T100000Z-0-11.csv.part");
    }
  }

  @Test
  void aFileIsCompletedInTimeThoughNothingComes() throws Exception {
    try (FileSink sink = sink(csv(), new Rotation(Duration.ofMinutes(10), Long.MAX_VALUE))) {
      deliver(sink, 0, 3);
      now = BEGIN.plus(Duration.ofMinutes(10));

      await().until(() -> names().contains("db-node1-20260301T100000Z-0-1.csv"));
    }
  }

  @Test
  void theManifestTellsRowsSecondsPlacesAndDigest() throws Exception {
    try (FileSink sink = sink(csv(), new Rotation(Duration.ofDays(1), 1))) {
      deliver(sink, 0, 3);
    }
    Path file = records().resolve("db-node1-20260301T100000Z-0-1.csv");
    JsonObject manifest =
        Json.createReader(new StringReader(Files.readString(Path.of(file + ".manifest.json"))))
            .readObject();

    assertThat(manifest.getString("file")).isEqualTo(file.getFileName().toString());
    assertThat(manifest.getInt("rows")).isEqualTo(3);
    assertThat(manifest.getInt("records")).isEqualTo(3);
    assertThat(manifest.getInt("duration")).isEqualTo(3 * 62);
    assertThat(manifest.getString("first")).isEqualTo("0:1");
    assertThat(manifest.getString("last")).isEqualTo("0:3");
    assertThat(manifest.getString("opened")).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(manifest.getInt("bytes")).isEqualTo((int) Files.size(file));
    assertThat(manifest.getString("sha256"))
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
  }

  @Test
  void anInterimRecordIsARowWhoseDurationTheManifestDoesNotCount() throws Exception {
    try (FileSink sink = sink(csv(), new Rotation(Duration.ofDays(1), 1))) {
      sink.position(JOURNAL, place(0));
      sink.deliver(JOURNAL, place(0), place(2), List.of(interim(1), entries(2, 2).get(0)));
    }
    String file = Files.readString(records().resolve("db-node1-20260301T100000Z-0-1.csv"));
    String manifest =
        Files.readString(records().resolve("db-node1-20260301T100000Z-0-1.csv.manifest.json"));

    assertThat(file.lines()).hasSize(3).element(1).asString().contains(",INTERIM,");
    assertThat(manifest).contains("\"records\":2,\"duration\":62,");
  }

  @Test
  void rowsBehindTheCursorAreWrittenOver() throws Exception {
    try (FileSink sink = sink(csv(), NEVER)) {
      deliver(sink, 0, 3);
    }
    Path part = WrittenFiles.all(records()).get(0);
    Files.writeString(part, "half a row", UTF_8, StandardOpenOption.APPEND);

    try (FileSink sink = sink(csv(), NEVER)) {
      deliver(sink, 3, 5);
    }

    assertThat(ids()).isEqualTo(expected(1, 5));
  }

  @Test
  void aFileThatLostRowsIsPutAsideAndDeliveryGoesOn() throws Exception {
    try (FileSink sink = sink(csv(), NEVER)) {
      deliver(sink, 0, 3);
      Path part = WrittenFiles.all(records()).get(0);
      Files.writeString(part, "short");

      deliver(sink, 3, 5);

      assertThat(names())
          .containsExactly(
              "db-node1-20260301T100000Z-0-1.csv.damaged",
              "db-node1-20260301T100000Z-0-4.csv.part");
    }
  }

  @Test
  void aFileBegunWithOtherColumnsIsNotGoneOnWith() throws Exception {
    try (FileSink sink = sink(csv(), NEVER)) {
      deliver(sink, 0, 1);
    }
    try (FileSink sink = sink(new CsvFormat(List.of("record_id")), NEVER)) {
      deliver(sink, 1, 2);
    }
    try (FileSink sink = sink(new JsonLinesFormat(List.of()), NEVER)) {
      deliver(sink, 2, 3);
    }

    assertThat(names())
        .contains(
            "db-node1-20260301T100000Z-0-1.csv",
            "db-node1-20260301T100000Z-0-2.csv",
            "db-node1-20260301T100000Z-0-3.jsonl.part");
  }

  @Test
  void aCrashBetweenTheManifestAndTheNameLeavesNoManifestBehind() throws Exception {
    try (FileSink sink = sink(csv(), NEVER)) {
      deliver(sink, 0, 1);
      Path manifest = records().resolve("db-node1-20260301T100000Z-0-1.csv.manifest.json");
      Files.writeString(manifest, "{}");

      deliver(sink, 1, 2);

      assertThat(manifest).doesNotExist();
      assertThat(ids()).isEqualTo(expected(1, 2));
    }
  }

  @Test
  void aCrashBetweenTheNameAndTheCursorBeginsANewFile() throws Exception {
    try (FileSink sink = sink(csv(), NEVER)) {
      deliver(sink, 0, 1);
      Path part = WrittenFiles.all(records()).get(0);
      Files.move(part, Path.of(part.toString().replace(".part", "")));

      deliver(sink, 1, 2);

      assertThat(ids()).isEqualTo(expected(1, 2));
      assertThat(names())
          .containsExactly(
              "db-node1-20260301T100000Z-0-1.csv", "db-node1-20260301T100000Z-0-2.csv.part");
    }
  }

  @Test
  void withoutADirectoryThereIsNoSink() {
    assertThat(FileSinks.of(Parameters.builtIn(), home, Thread::new)).isEmpty();
  }

  @Test
  void columnsThatDoNotExistStopTheStart() {
    assertThatThrownBy(() -> FileSinks.of(chosen("callid,colour"), home, Thread::new))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sipacc.file_columns: there is no column colour")
        .hasMessageContaining("callid, sip_code");
  }

  @Test
  void onlyTheChosenColumnsAreWritten() throws Exception {
    try (var sink = FileSinks.of(chosen("duration, callid"), home, Thread::new).get(0)) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), entries(1, 1));
    }

    assertThat(Files.readString(WrittenFiles.all(records()).get(0)))
        .isEqualTo("duration,callid\r\n62,call-1\r\n");
  }

  private Parameters chosen(String columns) {
    Properties properties = new Properties();
    properties.put("sipacc.sipacc.file_directory", records().toString());
    properties.put("sipacc.sipacc.file_columns", columns);
    return Parameters.load(Optional.empty(), Map.of(), properties);
  }

  private FileSink sink(RecordFormat format, Rotation rotation) {
    InstantSource clock = () -> now;
    return new FileSink(
        Backend.DB, records(), format, rotation, home.resolve("cursors"), clock, Thread::new);
  }

  private static RecordFormat csv() {
    return new CsvFormat(RecordColumns.names());
  }

  private static void deliver(FileSink sink, long from, long to) throws Exception {
    assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(from));
    sink.deliver(JOURNAL, place(from), place(to), entries(from + 1, to));
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(records())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> ids() throws Exception {
    return WrittenFiles.rows(records(), csv().header()).stream()
        .map(row -> row.substring(0, row.indexOf(',')))
        .toList();
  }

  private static List<String> expected(long first, long last) {
    return entries(first, last).stream().map(entry -> entry.id().toString()).toList();
  }

  private static List<JournalEntry> entries(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> SampleEntries.entry(Backend.DB, number))
        .toList();
  }

  private static JournalEntry interim(long number) {
    RecordEntry entry = (RecordEntry) SampleEntries.entry(Backend.DB, number);
    AccountingRecord cdr = entry.record();
    return new RecordEntry(
        entry.position(),
        entry.id(),
        new AccountingRecord(
            RecordKind.INTERIM,
            cdr.backend(),
            cdr.table(),
            cdr.columns(),
            cdr.callUid(),
            cdr.policyVersion(),
            cdr.core(),
            cdr.timing(),
            cdr.extras(),
            cdr.legs()));
  }

  private Path records() {
    return home.resolve("records");
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }
}
