package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.MemoryDestination.Fault;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalException;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalSettings;

/** What happens when a destination lags until the journal is nearly full. */
class LettingGoTest extends DeliveryBench {
  private static final long BOUND = 128 * 1024;

  @Override
  JournalSettings settings() {
    return super.settings().withSizes(8192, BOUND);
  }

  /** Half as much again as the journal holds, at the pace of the database. */
  private void appendMoreThanTheJournalHolds() {
    for (int round = 0; round < 24; round++) {
      appendCalls(round * 50 + 1, round * 50 + 50);
      journal.append(SampleEntries.cdr(Backend.LOG, round));
      int stored = (round + 1) * 50;
      until(() -> database.stored().size() == stored);
    }
  }

  @Test
  void aLaggingDestinationIsLetGoWithAnAlarmAndTheRequiredOneLosesNothing() throws Exception {
    syslog.fault(Fault.DOWN);
    TimeOrderedId first = journal.append(SampleEntries.cdr(Backend.LOG, 9999));
    start(database, syslog);
    appendMoreThanTheJournalHolds();

    assertThat(database.callIds()).isEqualTo(calls(1, 1200));
    List<Gap> gaps = undelivered.gaps().of("log");
    assertThat(gaps).isNotEmpty();
    assertThat(gaps.get(0).from().sequence()).isZero();
    assertThat(gaps.get(0).entries())
        .isEqualTo(gaps.get(0).to().sequence() - gaps.get(0).from().sequence());
    assertThat(undelivered.gaps().of("db")).isEmpty();
    assertThat(log.lines())
        .anyMatch(
            line ->
                line.startsWith("SEVERE log has been behind for too long")
                    && line.contains(gaps.get(0).range()));
    assertThat(delivery.ledger().call("call-9999", SOON).records()).isEmpty();
    assertThat(undelivered.gaps().covering("log", position(first))).isPresent();
    assertThat(journal.bytes()).isLessThanOrEqualTo(BOUND);

    syslog.fault(Fault.NONE);
    long last = gaps.size() - 1L;
    until(() -> status("log").lag() == 0);
    List<Gap> all = undelivered.gaps().of("log");
    assertThat(syslog.stored())
        .isNotEmpty()
        .extracting(JournalEntry::position)
        .allMatch(place -> place.compareTo(all.get((int) last).to()) > 0);
  }

  private static JournalPosition position(TimeOrderedId id) {
    return JournalPosition.after(id);
  }

  @Test
  void theGapIsKnownAfterARestart() throws Exception {
    syslog.fault(Fault.DOWN);
    start(database, syslog);
    appendMoreThanTheJournalHolds();
    List<Gap> gaps = undelivered.gaps().of("log");
    restart(database, syslog);
    assertThat(undelivered.gaps().of("log")).containsAll(gaps).isNotEmpty();

    syslog.fault(Fault.NONE);
    until(() -> status("log").lag() == 0);
    assertThat(syslog.stored())
        .extracting(JournalEntry::position)
        .allMatch(place -> place.compareTo(gaps.get(gaps.size() - 1).to()) > 0);
  }

  @Test
  void aRequiredDestinationHoldsTheJournalUntilItIsFull() {
    database.fault(Fault.DOWN);
    start(database, syslog);
    assertThatThrownBy(() -> LongStream.range(0, 5000).forEach(call -> appendCalls(1, 1)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("full");
    assertThat(undelivered.gaps().of("db")).isEmpty();
    long kept = journal.end().sequence();
    database.fault(Fault.NONE);
    until(() -> database.stored().size() == kept);
  }

  @Test
  void withoutARequiredDestinationNoneHoldsTheJournal() {
    syslog.fault(Fault.DOWN);
    start(syslog);
    for (int round = 1; round <= 24; round++) {
      appendCalls(1, 50);
      journal.sync();
      until(() -> journal.bytes() < BOUND * 9 / 10);
    }
    assertThat(undelivered.gaps().of("log")).isNotEmpty();
  }
}
