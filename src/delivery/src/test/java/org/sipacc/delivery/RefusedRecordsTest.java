package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.DelivererStatus.State;
import org.sipacc.delivery.MemoryDestination.Fault;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** What becomes of records that a destination refuses for good. */
class RefusedRecordsTest extends DeliveryBench {
  @Test
  void aBadRecordIsADeadLetterAndTheOthersArriveInTheirOrder() {
    database.refuseCall("call-4");
    List<TimeOrderedId> ids = appendCalls(1, 9);
    start(database);
    until(() -> database.stored().size() == 8);

    List<String> expected = new ArrayList<>(calls(1, 9));
    expected.remove("call-4");
    assertThat(database.callIds()).isEqualTo(expected);
    assertThat(deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.id()).isEqualTo(ids.get(3));
              assertThat(letter.destination()).isEqualTo("db");
              assertThat(letter.table()).isEqualTo("acc");
              assertThat(letter.callId()).isEqualTo("call-4");
              assertThat(letter.reason()).isEqualTo("a CHECK refuses it");
              assertThat(letter.state()).isEqualTo(DeadLetter.State.WAITING);
            });
    until(() -> database.cursor(journal.id()).equals(journal.end()));
    assertThat(status("db").state()).isEqualTo(State.RUNNING);
    assertThat(log.lines()).filteredOn(line -> line.contains("db refuses 1 of")).hasSize(1);
  }

  @Test
  void aDeadLetterIsOnDiskBeforeTheCursorPassesTheRecord() {
    database.refuseCall("call-2");
    Path file = directory.resolve("dead-letters/dead-letters.log");
    List<Integer> onDiskWhenPassed = new CopyOnWriteArrayList<>();
    List<TimeOrderedId> ids = appendCalls(1, 3);
    JournalPosition bad = JournalPosition.after(ids.get(1));
    start(
        new ForwardingSink(database.sink()) {
          @Override
          void beforeDeliver() {
            // The batch tells.
          }

          @Override
          public void deliver(
              UUID journal,
              JournalPosition from,
              JournalPosition to,
              List<? extends JournalEntry> entries)
              throws SinkUnavailableException, RecordsRefusedException {
            super.deliver(journal, from, to, entries);
            if (from.compareTo(bad) < 0 && bad.compareTo(to) <= 0) {
              onDiskWhenPassed.add(deadLettersIn(file));
            }
          }
        });
    until(() -> !onDiskWhenPassed.isEmpty());
    assertThat(onDiskWhenPassed).containsExactly(1);
  }

  private int deadLettersIn(Path file) {
    Path copy = directory.resolve("copy.log");
    try {
      Files.copy(file, copy);
      try (DeadLetters read = DeadLetters.open(copy, Clock.systemUTC())) {
        return read.waiting("db");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDestinationThatRefusesEveryRecordIsAnOutageAndNoHeapOfDeadLetters() {
    database.fault(Fault.REFUSING_EACH);
    appendCalls(1, 1200);
    start(database);
    until(() -> database.tries() > 20);
    DelivererStatus during = status("db");
    assertThat(deadLetters()).isEmpty();
    database.fault(Fault.NONE);
    until(() -> database.stored().size() == 1200);

    assertThat(during.state()).isEqualTo(State.OUTAGE);
    assertThat(during.lastError()).contains("it refuses every record: a CHECK refuses it");
    assertThat(database.callIds()).isEqualTo(calls(1, 1200));
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void aLoneBadRecordWaitsUntilAnotherOneShowsThatTheDestinationIsRight() {
    database.refuseCall("call-1");
    appendCalls(1, 1);
    start(database);
    until(() -> database.tries() > 20);
    assertThat(status("db").state()).isEqualTo(State.OUTAGE);
    assertThat(deadLetters()).isEmpty();

    appendCalls(2, 2);
    until(() -> database.stored().size() == 1);
    assertThat(deadLetters()).extracting(DeadLetter::callId).containsExactly("call-1");
    until(() -> status("db").state() == State.RUNNING);
  }

  @Test
  void aWholeBatchOfBadRecordsIsToldByTheNextOnes() {
    calls(1, 700).forEach(database::refuseCall);
    appendCalls(1, 701);
    start(database);
    until(() -> database.stored().size() == 1);
    assertThat(database.callIds()).containsExactly("call-701");
    assertThat(deadLetters()).hasSize(700);
  }

  @Test
  void recordsOfOneTableDoNotSpeakForAnother() {
    database.refuseCall("call-1");
    appendCalls(1, 1);
    journal.append(SampleEntries.cdr(Backend.DB, "own_acc", 2));
    start(database);
    until(() -> database.tries() > 20);
    assertThat(deadLetters()).isEmpty();
    assertThat(database.stored()).isEmpty();
  }

  @Test
  void recordsForANamedTableThatIsGoneAreDeadLettersEvenIfThereAreNoOthers() {
    database.table("own_acc", false);
    for (int call = 1; call <= 5; call++) {
      journal.append(SampleEntries.cdr(Backend.DB, "own_acc", call));
    }
    start(database);
    until(() -> deadLetters().size() == 5);
    appendCalls(6, 6);
    until(() -> database.stored().size() == 1);
    assertThat(deadLetters()).extracting(DeadLetter::table).containsOnly("own_acc");
  }

  @Test
  void oneDestinationsDeadLettersAreNotAnothers() {
    database.refuseCall("call-1");
    appendCalls(1, 2);
    journal.append(SampleEntries.cdr(Backend.LOG, 1));
    start(database, syslog);
    until(() -> database.stored().size() == 1 && syslog.stored().size() == 1);
    assertThat(deadLetters()).extracting(DeadLetter::destination).containsExactly("db");
  }

  @Test
  void aDeadLetterStaysOneAfterARestartThoughTheDestinationWouldTakeItNow() throws Exception {
    database.refuseCall("call-1");
    List<TimeOrderedId> ids = appendCalls(1, 2);
    start(database);
    until(() -> database.stored().size() == 1);
    delivery.stop(SOON);

    // As if the process had died after the dead letter was kept and before the cursor moved.
    MemoryDestination asBefore = new MemoryDestination(Backend.DB);
    asBefore.cursor(journal.id(), JournalPosition.START);
    restart(asBefore);
    until(() -> asBefore.stored().size() == 1);
    assertThat(asBefore.callIds()).containsExactly("call-2");
    assertThat(deadLetters()).extracting(DeadLetter::id).containsExactly(ids.get(0));
  }

  @Test
  void tooManyDeadLettersHoldTheDestination() throws Exception {
    undelivered.close();
    Path file = directory.resolve("dead-letters/dead-letters.log");
    undelivered = new Undelivered(DeadLetters.open(file, Clock.systemUTC(), 3), undelivered.gaps());
    for (int call = 1; call <= 10; call += 2) {
      database.refuseCall("call-" + call);
    }
    start(database);
    appendCalls(1, 10);
    until(() -> status("db").state() == State.OUTAGE);
    assertThat(status("db").lastError().orElseThrow()).contains("dead letters already");
    assertThat(deadLetters().size()).isLessThanOrEqualTo(3);
  }

  @Test
  void aSinkThatRefusesWhatItWasNotGivenHasADefect() {
    appendCalls(1, 1);
    start(
        new ForwardingSink(database.sink()) {
          @Override
          void beforeDeliver() {
            // Refuses in deliver.
          }

          @Override
          public void deliver(
              UUID journal,
              JournalPosition from,
              JournalPosition to,
              List<? extends JournalEntry> entries)
              throws RecordsRefusedException {
            throw new RecordsRefusedException(
                List.of(new Refusal(TimeOrderedId.of(1, 1, 1), Blame.TABLE, "x", "no reason")));
          }
        });
    until(() -> status("db").state() == State.OUTAGE);
    assertThat(log.lines().get(0)).startsWith("SEVERE").contains("records it was not given");
  }

  @Test
  void aStopWhileRecordsAreRefusedEnds() throws Exception {
    database.refuseCall("call-1");
    appendCalls(1, 5);
    start(database);
    assertThat(delivery.stop(Duration.ofSeconds(30))).isTrue();
    assertThat(database.callIds()).isEqualTo(calls(2, 5));
  }
}
