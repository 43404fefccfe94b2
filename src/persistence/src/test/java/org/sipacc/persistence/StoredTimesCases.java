package org.sipacc.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.persistence.Samples.at;
import static org.sipacc.persistence.Samples.entry;
import static org.sipacc.persistence.Samples.record;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.sink.DatabaseSink;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** Parameter {@code time_zone}, with a zone of summer time that is not the JVM's. */
abstract class StoredTimesCases extends OnEachDatabase {
  StoredTimesCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  /** What the columns hold for a call that was answered then, and what is read back. */
  private record Stored(String created, String time, Instant readAgain) {}

  private Stored store(ZoneId zone, String created, String answered) throws Exception {
    PersistenceSettings settings =
        new PersistenceSettings(
            database.dialect(),
            "acc",
            "missed_calls",
            Set.of(),
            CoreColumns.DEFAULT,
            PersistenceSettings.DEFAULT_EXTRA_COLUMNS,
            zone);
    SchemaMigration.migrate(database.dataSource(), settings);
    JournalEntry call =
        entry(
            1,
            record(
                RecordKind.CDR,
                "acc",
                new CoreFields("INVITE", "f", "t", "c", "200", "OK", Instant.parse(answered)),
                Optional.of(new Timing(Optional.of(Instant.parse(created)), 1, 1)),
                List.of(),
                List.of()));
    try (AccountingPersistence persistence =
            AccountingPersistence.open(database.dataSource(), settings);
        DatabaseSink sink = new DatabaseSink(persistence)) {
      UUID journal = UUID.randomUUID();
      sink.position(journal, JournalPosition.START);
      sink.deliver(journal, JournalPosition.START, at(1), List.of(call));
      return new Stored(
          text("created"),
          text("time"),
          new RecordStore<>(persistence, AccRecord.class).latest(1).get(0).time());
    }
  }

  private String text(String column) {
    return database.texts("select cast(" + column + " as char(19)) from acc").get(0);
  }

  @Test
  void aCallInSummerHasSummerTime() throws Exception {
    assertThat(
            store(
                ZoneId.of("America/New_York"),
                "2026-07-01T16:00:00.900Z",
                "2026-07-01T16:00:05.999Z"))
        .isEqualTo(
            new Stored(
                "2026-07-01 12:00:00",
                "2026-07-01 12:00:05",
                Instant.parse("2026-07-01T16:00:05Z")));
  }

  @Test
  void aCallThatIsUpWhenSummerTimeBeginsJumpsAnHour() throws Exception {
    assertThat(store(ZoneId.of("America/New_York"), "2026-03-08T06:59:58Z", "2026-03-08T07:00:03Z"))
        .isEqualTo(
            new Stored(
                "2026-03-08 01:59:58",
                "2026-03-08 03:00:03",
                Instant.parse("2026-03-08T07:00:03Z")));
  }

  @Test
  void aCallThatIsUpWhenSummerTimeEndsGoesBackAnHour() throws Exception {
    assertThat(store(ZoneId.of("America/New_York"), "2026-11-01T05:59:58Z", "2026-11-01T07:00:03Z"))
        .isEqualTo(
            new Stored(
                "2026-11-01 01:59:58",
                "2026-11-01 02:00:03",
                Instant.parse("2026-11-01T07:00:03Z")));
  }

  @Test
  void anHourThatTheZoneOfThisProcessSkipsIsStoredAsItIs() throws Exception {
    // The build runs in Europe/Berlin, which has no 02:30 on that day.
    assertThat(store(ZoneId.of("America/New_York"), "2026-03-29T06:30:00Z", "2026-03-29T06:45:00Z"))
        .isEqualTo(
            new Stored(
                "2026-03-29 02:30:00",
                "2026-03-29 02:45:00",
                Instant.parse("2026-03-29T06:45:00Z")));
  }

  @Test
  void utcKnowsNoSummerTime() throws Exception {
    assertThat(store(ZoneId.of("UTC"), "2026-03-29T00:59:59Z", "2026-03-29T01:30:00Z"))
        .isEqualTo(
            new Stored(
                "2026-03-29 00:59:59",
                "2026-03-29 01:30:00",
                Instant.parse("2026-03-29T01:30:00Z")));
  }
}
