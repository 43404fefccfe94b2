package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.DelivererStatus.State;
import org.sipacc.delivery.MemoryDestination.Fault;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalSettings;
import org.sipacc.journal.SyncPolicy;

class DeliveryTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(10));
  private static final RetryPolicy SLOW =
      new RetryPolicy(Duration.ofMinutes(10), Duration.ofMinutes(10));
  private static final Duration SOON = Duration.ofMinutes(1);

  @RegisterExtension final LogCapture log = new LogCapture();
  @TempDir Path directory;

  private final MemoryDestination database = new MemoryDestination(Backend.DB);
  private final MemoryDestination syslog = new MemoryDestination(Backend.LOG);
  private final List<Delivery> deliveries = new ArrayList<>();
  private Journal journal;
  private Undelivered undelivered;

  @BeforeEach
  void openJournal() throws Exception {
    undelivered = Undelivered.open(directory.resolve("dead-letters"));
    journal = Journal.open(settings());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (Delivery delivery : deliveries) {
      delivery.stop(SOON);
    }
    journal.close();
    undelivered.close();
  }

  @Test
  void aTestTellsWhetherADestinationCanBeDeliveredToAndMovesNothing() throws Exception {
    Delivery delivery = start(SLOW, database, syslog);
    appendCall(1, Backend.DB);
    await().atMost(SOON).until(() -> database.callIds().size() == 1);
    assertThat(delivery.test("db")).isTrue();
    assertThat(delivery.test("none")).isFalse();

    database.fault(Fault.DOWN);
    assertThatThrownBy(() -> delivery.test("db"))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("connection refused");
    database.fault(Fault.NONE);
    assertThat(delivery.test("db")).isTrue();
    appendCall(2, Backend.DB);
    await().atMost(SOON).until(() -> database.callIds().size() == 2);
    assertThat(database.callIds()).containsExactly("call-1", "call-2");
  }

  @Test
  void eachDestinationGetsItsOwnRecordsInTheirOrder() {
    start(QUICK, database, syslog);
    for (int call = 1; call <= 50; call++) {
      appendCall(call, Backend.DB);
      appendCall(call + 100, Backend.LOG);
    }
    await()
        .atMost(SOON)
        .until(() -> database.stored().size() == 50 && syslog.stored().size() == 50);
    assertThat(database.callIds()).isEqualTo(calls(1, 50));
    assertThat(syslog.callIds()).isEqualTo(calls(101, 150));
  }

  @Test
  void batchesHaveAtMost500EntriesAndTheCursorComesToTheEnd() throws Exception {
    appendCalls(1, 1200);
    Delivery delivery = start(QUICK, database);
    await().atMost(SOON).until(() -> database.stored().size() == 1200);
    delivery.stop(SOON);
    assertThat(database.batchSizes()).allMatch(size -> size <= 500);
    assertThat(database.callIds()).isEqualTo(calls(1, 1200));
    assertThat(database.cursor(journal.id())).isEqualTo(journal.end());
  }

  @Test
  void entriesOfOthersMoveTheCursorTooThoughNotEachTime() {
    start(QUICK, database, syslog);
    for (int call = 1; call <= 100; call++) {
      appendCall(call, Backend.LOG);
      journal.sync();
    }
    await().atMost(SOON).until(() -> database.cursor(journal.id()).equals(journal.end()));
    assertThat(database.batchSizes()).containsOnly(0).hasSizeLessThan(50);
  }

  @Test
  void aStopMovesTheCursorOverEntriesOfOthers() throws Exception {
    Delivery delivery = start(QUICK, database);
    appendCall(1, Backend.LOG);
    delivery.stop(SOON);
    assertThat(database.cursor(journal.id())).isEqualTo(journal.end());
  }

  @Test
  void anOutageLosesNothingStoresNothingTwiceAndIsToldOnce() {
    start(QUICK, database, syslog);
    appendCalls(1, 10);
    await().atMost(SOON).until(() -> database.stored().size() == 10);
    database.fault(Fault.DOWN);
    appendCalls(11, 30);
    appendCall(1, Backend.LOG);
    await().atMost(SOON).until(() -> database.tries() > 5 && syslog.stored().size() == 1);
    DelivererStatus during = status("db");
    database.fault(Fault.NONE);
    await().atMost(SOON).until(() -> database.stored().size() == 30);

    assertThat(database.callIds()).isEqualTo(calls(1, 30));
    assertThat(during.state()).isEqualTo(State.OUTAGE);
    assertThat(during.lastError()).contains("connection refused");
    assertThat(during.position()).contains(new JournalPosition(0, 10));
    assertThat(during.lag()).isEqualTo(21);
    await().atMost(SOON).until(() -> status("db").state() == State.RUNNING);
    assertThat(status("db").delivered()).isEqualTo(30);
    assertThat(log.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("WARNING db takes no records: connection refused")
                    .contains("after entry 0:10"),
            line -> assertThat(line).startsWith("INFO db takes records again after"));
  }

  @Test
  void aDestinationThatIsAskedButTakesNothingIsOneOutageNotMany() {
    database.fault(Fault.REFUSING);
    start(QUICK, database);
    appendCalls(1, 3);
    await().atMost(SOON).until(() -> database.tries() > 20);
    database.fault(Fault.NONE);
    await().atMost(SOON).until(() -> database.stored().size() == 3);
    await().atMost(SOON).until(() -> status("db").state() == State.RUNNING);
    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void aBatchWhoseAnswerWasLostIsNotStoredTwice() {
    database.fault(Fault.LOSING_THE_NEXT_ANSWER);
    start(QUICK, database);
    appendCalls(1, 5);
    await().atMost(SOON).until(() -> database.stored().size() >= 5);
    appendCalls(6, 8);
    await().atMost(SOON).until(() -> database.stored().size() >= 8);
    assertThat(database.callIds()).isEqualTo(calls(1, 8));
  }

  @Test
  void aDefectOfASinkIsToldAsAnErrorAndTriedAgain() {
    database.fault(Fault.DEFECT);
    start(QUICK, database);
    appendCalls(1, 5);
    await().atMost(SOON).until(() -> database.tries() > 3);
    database.fault(Fault.NONE);
    await().atMost(SOON).until(() -> database.stored().size() == 5);
    assertThat(log.lines().get(0)).startsWith("SEVERE").contains("db", "a defect");
    assertThat(log.lines().stream().filter(line -> line.startsWith("SEVERE"))).hasSize(1);
  }

  @Test
  void deliveryGoesOnAfterARestartWhereItStopped() throws Exception {
    Delivery first = start(QUICK, database);
    appendCalls(1, 10);
    assertThat(first.stop(SOON)).isTrue();
    assertThat(database.callIds()).isEqualTo(calls(1, 10));
    assertThat(database.closedSinks()).isEqualTo(1);
    assertThat(first.statuses().get(0).state()).isEqualTo(State.STOPPED);
    appendCalls(11, 20);
    journal.close();

    journal = Journal.open(settings());
    start(QUICK, database);
    await().atMost(SOON).until(() -> database.stored().size() == 20);
    assertThat(database.callIds()).isEqualTo(calls(1, 20));
  }

  @Test
  void aStopDuringAnOutageEndsAtOnceAndLeavesTheRestInTheJournal() throws Exception {
    database.fault(Fault.DOWN);
    Delivery delivery = start(SLOW, database);
    appendCalls(1, 10);
    await().atMost(SOON).until(() -> status("db").state() == State.OUTAGE);
    long began = System.nanoTime();
    assertThat(delivery.stop(Duration.ofMinutes(10))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    assertThat(journal.entriesAfter(journal.oldest())).isEqualTo(10);
  }

  @Test
  void aStopDeliversWhatBecameReadableWhileABatchWasUnderway() throws Exception {
    CountDownLatch underway = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Sink slowSink =
        new ForwardingSink(database.sink()) {
          @Override
          void beforeDeliver() {
            underway.countDown();
            awaitUninterrupted(release);
          }
        };
    Deliverer deliverer = new Deliverer(journal, slowSink, QUICK, undelivered);
    deliverer.start(daemons());
    appendCall(1, Backend.DB);
    underway.await();
    appendCall(2, Backend.DB);
    journal.sync();
    deliverer.requestStop(SOON);
    release.countDown();
    assertThat(deliverer.awaitStopped(SOON)).isTrue();
    assertThat(database.callIds()).isEqualTo(calls(1, 2));
  }

  @Test
  void aSinkThatHangsDoesNotHoldTheStopBeyondItsBoundNorTheOthers() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Sink hangingSink =
        new ForwardingSink(database.sink()) {
          @Override
          void beforeDeliver() {
            hanging.countDown();
            awaitUninterrupted(release);
          }
        };
    Delivery delivery =
        Delivery.start(
            journal,
            List.of(hangingSink, syslog.sink()),
            QUICK,
            undelivered,
            Duration.ZERO,
            daemons());
    deliveries.add(delivery);
    appendCalls(1, 10);
    hanging.await();
    appendCall(1, Backend.LOG);

    assertThat(delivery.stop(Duration.ofMillis(50))).isFalse();
    await().atMost(SOON).until(() -> syslog.stored().size() == 1);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING db did not finish"));
    release.countDown();
    await().atMost(SOON).until(() -> delivery.statuses().get(0).state() == State.STOPPED);
    assertThat(database.callIds()).isEqualTo(calls(1, 10));
  }

  @Test
  void theJournalIsCleanedUpBehindTheSlowestDestination() throws Exception {
    journal.close();
    journal = Journal.open(settings().withSizes(4096, 1 << 20));
    syslog.fault(Fault.DOWN);
    start(QUICK, database, syslog);
    appendCalls(1, 300);
    await().atMost(SOON).until(() -> database.stored().size() == 300);
    assertThat(journal.oldest()).isEqualTo(JournalPosition.START);
    long full = segmentFiles();

    syslog.fault(Fault.NONE);
    appendCall(1, Backend.LOG);
    await().atMost(SOON).until(() -> segmentFiles() == 1);
    assertThat(full).isGreaterThan(5);
    assertThat(database.callIds()).isEqualTo(calls(1, 300));
  }

  @Test
  void withoutDestinationsTheJournalDoesNotFillUp() {
    journal.close();
    journal = Journal.open(settings().withSizes(8192, 128 * 1024));
    start(QUICK);
    for (int round = 1; round <= 3; round++) {
      appendCalls(1, 400);
      await().atMost(SOON).until(() -> segmentFiles() == 1);
    }
    assertThat(journal.end().sequence()).isEqualTo(1200);
  }

  @Test
  void aCursorAheadOfTheJournalIsToldAndSetBackSoThatNewEntriesAreDelivered() {
    appendCalls(1, 5);
    journal.close();
    journal = Journal.open(settings());
    database.cursor(journal.id(), new JournalPosition(0, 1000));
    database.fault(Fault.DOWN);
    start(QUICK, database);
    appendCalls(6, 8);
    database.fault(Fault.NONE);

    await().atMost(SOON).until(() -> database.stored().size() == 3);
    assertThat(database.callIds()).isEqualTo(calls(6, 8));
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("SEVERE"))
        .singleElement()
        .asString()
        .contains("cursor of db stands at 0:1000", "read up to 0:5");
  }

  @Test
  void aNewDestinationInPlaceOfTheOldBeginsWithWhatTheOldOneNeverGot() throws Exception {
    Delivery first = start(QUICK, database);
    appendCalls(1, 10);
    first.stop(SOON);
    appendCalls(11, 12);

    MemoryDestination replacement = new MemoryDestination(Backend.DB);
    start(QUICK, replacement);
    await().atMost(SOON).until(() -> replacement.stored().size() == 2);
    assertThat(replacement.callIds()).isEqualTo(calls(11, 12));
  }

  @Test
  void aMarkThatCannotBeReadIsToldAndNotUsed() throws Exception {
    appendCalls(1, 3);
    Files.writeString(directory.resolve("delivered-db"), journal.id() + " nonsense");
    start(QUICK, database);
    await().atMost(SOON).until(() -> database.stored().size() == 3);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING the mark"));
  }

  @Test
  void aDestinationThatComesLaterGetsWhatFollowsItsCursor() throws Exception {
    Delivery delivery = start(QUICK, database);
    appendCall(1, Backend.LOG);
    journal.sync();
    syslog.cursor(journal.id(), journal.syncedPosition());
    appendCall(2, Backend.LOG);
    delivery.add(syslog.sink());
    appendCall(3, Backend.LOG);

    await().atMost(SOON).until(() -> syslog.stored().size() == 2);
    assertThat(syslog.callIds()).isEqualTo(calls(2, 3));
    assertThatThrownBy(() -> delivery.add(syslog.sink()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDestinationThatIsLetGoGetsNothingMoreAndTheJournalDoesNotWaitForIt() throws Exception {
    journal.close();
    journal = Journal.open(settings().withSizes(4096, 1 << 20));
    Delivery delivery = start(QUICK, database, syslog);
    appendCall(1, Backend.LOG);
    await().atMost(SOON).until(() -> syslog.stored().size() == 1);
    syslog.fault(Fault.DOWN);
    appendCall(2, Backend.LOG);
    await().atMost(SOON).until(() -> status("log").state() == State.OUTAGE);

    delivery.remove("log", SOON);
    syslog.fault(Fault.NONE);
    appendCalls(1, 300);

    await().atMost(SOON).until(() -> database.stored().size() == 300 && segmentFiles() == 1);
    assertThat(syslog.callIds()).isEqualTo(calls(1, 1));
    assertThat(delivery.statuses()).extracting(DelivererStatus::destination).containsExactly("db");
    assertThat(directory.resolve("delivered-log")).doesNotExist();
  }

  @Test
  void theJournalDoesNotFillUpWhenTheLastDestinationIsLetGo() throws Exception {
    journal.close();
    journal = Journal.open(settings().withSizes(8192, 128 * 1024));
    Delivery delivery = start(QUICK, database);
    delivery.remove("db", SOON);
    for (int round = 1; round <= 3; round++) {
      appendCalls(1, 400);
      await().atMost(SOON).until(() -> segmentFiles() == 1);
    }
    assertThat(database.stored()).isEmpty();
  }

  @Test
  void twoDestinationsOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                Delivery.start(
                    journal,
                    List.of(database.sink(), database.sink()),
                    QUICK,
                    undelivered,
                    daemons()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("db");
  }

  @Test
  void aDelivererMadeAloneDeliversToo() throws Exception {
    Deliverer deliverer = new Deliverer(journal, database.sink(), QUICK, undelivered);
    deliverer.start(daemons());
    appendCalls(1, 3);
    journal.sync();
    assertThat(deliverer.stop(SOON)).isTrue();
    assertThat(database.stored()).extracting(JournalEntry::position).endsWith(journal.end());
  }

  private JournalSettings settings() {
    return JournalSettings.of(directory, 1).withSync(SyncPolicy.INTERVAL, Duration.ofMillis(2));
  }

  private Delivery start(RetryPolicy retry, MemoryDestination... destinations) {
    List<Sink> sinks = Arrays.stream(destinations).map(MemoryDestination::sink).toList();
    Delivery delivery =
        Delivery.start(journal, sinks, retry, undelivered, Duration.ZERO, daemons());
    deliveries.add(delivery);
    return delivery;
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    };
  }

  private DelivererStatus status(String destination) {
    return deliveries.get(deliveries.size() - 1).statuses().stream()
        .filter(status -> status.destination().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  private void appendCalls(int first, int last) {
    for (int call = first; call <= last; call++) {
      appendCall(call, Backend.DB);
    }
  }

  private void appendCall(int number, Backend backend) {
    journal.append(SampleEntries.cdr(backend, number));
  }

  private static List<String> calls(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(number -> "call-" + number).toList();
  }

  private long segmentFiles() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".journal")).count();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
