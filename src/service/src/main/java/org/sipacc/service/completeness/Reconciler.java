package org.sipacc.service.completeness;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.BackendStatus;
import org.sipacc.delivery.DeadLetter;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.completeness.HourOfTable;
import org.sipacc.persistence.completeness.Period;
import org.sipacc.persistence.completeness.RowComparison;
import org.sipacc.persistence.completeness.RowComparison.Findings;
import org.sipacc.persistence.completeness.SequenceRange;
import org.sipacc.service.completeness.Reconciliation.Calls;
import org.sipacc.service.completeness.Reconciliation.DatabaseEntries;
import org.sipacc.service.completeness.Reconciliation.JournalFacts;
import org.sipacc.service.completeness.Reconciliation.TableHour;

/**
 * Adds up calls, journal, rows and acknowledgements, and says where they do not agree.
 *
 * <p>Calls go on meanwhile, and between a call's end and its count lies a moment: figures of this
 * run that do not agree are looked at several times before that is called a gap.
 */
public final class Reconciler {
  private static final int LOOKS = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Sources sources;

  /**
   * Where the figures come from.
   *
   * @param openCalls how many calls are being set up or are up
   * @param summaries whether calls leave summaries at all
   * @param backends how each backend stands
   * @param dataSource the database; empty if there is none
   * @param deadLetters what the database refused for good, whatever came of it
   * @param unjournalled what of the database's is not in the journal
   * @param lost how many entries for whichever backend were lost since the start
   */
  public record Sources(
      Tally tally,
      Supplier<Integer> openCalls,
      boolean summaries,
      Journal journal,
      Supplier<List<BackendStatus>> backends,
      Optional<DataSource> dataSource,
      Supplier<List<DeadLetter>> deadLetters,
      Supplier<Unjournalled> unjournalled,
      LongSupplier lost) {}

  public Reconciler(Sources sources) {
    this.sources = sources;
  }

  /**
   * Compares.
   *
   * @param since from when on rows are compared: the hour it lies in is taken whole
   * @param until up to when, not included
   */
  public Reconciliation reconcile(Instant since, Instant until) {
    Period period = new Period(since, until);
    List<String> gaps = new ArrayList<>();
    Calls calls = calls(gaps);
    Optional<Findings> findings = findings(period, gaps);
    Optional<DatabaseEntries> entries =
        findings.flatMap(first -> databaseEntries(period, first, gaps));
    List<TableHour> hours =
        findings.stream()
            .flatMap(found -> found.hours().stream())
            .map(Reconciler::tableHour)
            .toList();
    hours.stream().filter(hour -> !hour.complete()).map(Reconciler::gap).forEach(gaps::add);
    List<BackendStatus> backends = sources.backends().get();
    backends.forEach(backend -> undelivered(backend, period, gaps));
    lost(gaps);
    Journal journal = sources.journal();
    return new Reconciliation(
        period.since(),
        period.until(),
        calls,
        new JournalFacts(
            journal.id(),
            journal.settings().node(),
            journal.oldest().toString(),
            journal.openedAt().toString(),
            journal.end().toString(),
            journal.bytes()),
        sources.tally().records(),
        entries,
        backends,
        hours,
        gaps);
  }

  private static void undelivered(BackendStatus backend, Period period, List<String> gaps) {
    String name = backend.delivery().destination();
    if (backend.deadLetters() > 0) {
      gaps.add(
          "%s refused %d entries, which wait as dead letters (bin/sipacc dead-letters)"
              .formatted(name, backend.deadLetters()));
    }
    backend.gaps().stream()
        .filter(gap -> !gap.at().isBefore(period.since()) && gap.at().isBefore(period.until()))
        .forEach(
            gap ->
                gaps.add(
                    "%s was let go at %s and has to do without what stands %s, %d entries"
                        .formatted(name, gap.at(), gap.range(), gap.entries())));
  }

  private void lost(List<String> gaps) {
    long lost = sources.lost().getAsLong();
    if (lost > 0) {
      gaps.add(
          ("%d entries were lost since the start: the journal could not take them and"
                  + " journal_memory was full, or they were too long (see the log)")
              .formatted(lost));
    }
  }

  private Calls calls(List<String> gaps) {
    Calls calls = readCalls();
    for (int look = 1; look < LOOKS && isUnbalanced(calls); look++) {
      pause();
      calls = readCalls();
    }
    if (isUnbalanced(calls)) {
      gaps.add(
          "%d calls came since the start, %d are open and %d left a summary"
              .formatted(calls.seen(), calls.open(), calls.summarised()));
    }
    return calls;
  }

  private Calls readCalls() {
    long summarised = sources.tally().summaries();
    int open = sources.openCalls().get();
    return new Calls(sources.tally().calls(), open, summarised);
  }

  private boolean isUnbalanced(Calls calls) {
    return sources.summaries() && calls.seen() != calls.open() + calls.summarised();
  }

  private Optional<Findings> findings(Period period, List<String> gaps) {
    if (sources.dataSource().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RowComparison.compare(
              sources.dataSource().get(),
              period,
              sources.journal().id(),
              sources.journal().openedAt()));
    } catch (SQLException e) {
      gaps.add(
          "the database cannot be asked for its rows: %s; try again when it can"
              .formatted(DatabaseErrors.message(e)));
      return Optional.empty();
    }
  }

  private Optional<DatabaseEntries> databaseEntries(
      Period period, Findings first, List<String> gaps) {
    List<String> journalGaps = new ArrayList<>();
    Optional<Findings> findings = Optional.of(first);
    Optional<DatabaseEntries> entries = Optional.empty();
    for (int look = 0; look < LOOKS && findings.isPresent(); look++) {
      if (look > 0) {
        pause();
        // The hours were compared at the first look; here it is about the cursor and the run.
        findings = findings(new Period(period.until(), period.until()), gaps);
      }
      journalGaps.clear();
      entries = findings.map(now -> databaseEntries(now, journalGaps));
      if (entries.filter(figures -> figures.missing() == 0).isPresent()) {
        break;
      }
    }
    gaps.addAll(journalGaps);
    entries
        .filter(figures -> figures.missing() != 0)
        .ifPresent(
            figures ->
                gaps.add(
                    ("%d entries for the database were taken since the start; %d are stored, %d wait"
                            + " and %d were refused: %d are missing")
                        .formatted(
                            figures.taken(),
                            figures.stored(),
                            figures.waiting() + figures.inMemory(),
                            figures.refused() + figures.discarded(),
                            figures.missing())));
    return entries;
  }

  private DatabaseEntries databaseEntries(Findings findings, List<String> gaps) {
    Journal journal = sources.journal();
    JournalPosition cursor = findings.cursor().orElse(journal.oldest());
    Unjournalled unjournalled = sources.unjournalled().get();
    List<DeadLetter> letters = sources.deadLetters().get();
    Set<TimeOrderedId> refused = letters.stream().map(DeadLetter::id).collect(Collectors.toSet());
    WaitingEntries waiting =
        WaitingEntries.after(
            journal, cursor, entry -> isForDatabase(entry) && !refused.contains(entry.id()));
    if (waiting.lost() > 0) {
      gaps.add(
          "the journal lacks %d of its entries after %s up to %s"
              .formatted(waiting.lost(), cursor, waiting.end()));
    }
    return new DatabaseEntries(
        sources.tally().databaseEntries(),
        findings.entriesOfRun(),
        waiting.wanted(),
        unjournalled.waiting(),
        ofThisRun(letters, DeadLetter.State.WAITING),
        ofThisRun(letters, DeadLetter.State.DISCARDED),
        unjournalled.lost());
  }

  private long ofThisRun(List<DeadLetter> letters, DeadLetter.State state) {
    JournalPosition openedAt = sources.journal().openedAt();
    return letters.stream()
        .filter(letter -> letter.state() == state)
        .filter(letter -> JournalPosition.after(letter.id()).compareTo(openedAt) > 0)
        .count();
  }

  private static boolean isForDatabase(JournalEntry entry) {
    return entry instanceof JournalEntry.SummaryEntry
        || (entry instanceof JournalEntry.RecordEntry e && e.record().backend() == Backend.DB);
  }

  private static TableHour tableHour(HourOfTable hour) {
    return new TableHour(
        hour.group().hour(),
        hour.table(),
        hour.group().node(),
        hour.group().epoch(),
        hour.stored(),
        hour.there(),
        hour.complete(),
        hour.missing().stream().map(SequenceRange::toString).toList(),
        hour.exact());
  }

  private static String gap(TableHour hour) {
    String numbers =
        hour.missing().isEmpty()
            ? ""
            : (hour.exact() ? "; missing are the sequence numbers " : "; missing are some of ")
                + String.join(", ", hour.missing());
    return "table %s has %d of the %d rows that were stored of the hour %s, node %d, epoch %d%s"
        .formatted(
            hour.table(),
            hour.there(),
            hour.stored(),
            hour.hour(),
            hour.node(),
            hour.epoch(),
            numbers);
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reconciling", e);
    }
  }
}
