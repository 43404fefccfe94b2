package org.sipacc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.Dialog;

class InterimsTest {
  private static final Instant ANSWERED = Instant.parse("2023-11-14T22:13:25.700Z");
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final AccountingSettings SETTINGS =
      new AccountingSettings(
          "acc", "missed_calls", CoreColumns.DEFAULT, Map.of(), Map.of(), Options.DEFAULT);

  private final BlockingQueue<Instant> recorded = new LinkedBlockingQueue<>();
  private final ExecutorService ender = Executors.newSingleThreadExecutor();
  private Interims interims = interims((call, at) -> recorded.add(at));

  private static Interims interims(BiConsumer<Dialog, Instant> recorder) {
    return new Interims(INTERVAL, Thread::new, recorder);
  }

  @AfterEach
  void close() {
    ender.shutdownNow();
    interims.close();
  }

  @Test
  void theInstantsAreWholeIntervalsAfterTheAnswerHoweverLateTheTimerIs() throws Exception {
    interims.start(answered(System::nanoTime));

    Instant before = ANSWERED;
    for (int i = 0; i < 20; i++) {
      Instant next = recorded.poll(5, TimeUnit.SECONDS);
      assertThat(Duration.between(ANSWERED, next).toNanos() % INTERVAL.toNanos()).isZero();
      assertThat(next).isAfter(before);
      before = next;
    }
  }

  @Test
  void instantsThatPassedUnusedAreLeftOut() throws Exception {
    long begin = System.nanoTime();
    LongSupplier aMinuteLater =
        () -> {
          long passed = System.nanoTime() - begin;
          return passed < INTERVAL.toNanos() ? passed : passed + Duration.ofMinutes(1).toNanos();
        };

    interims.start(answered(aMinuteLater));

    assertThat(recorded.poll(5, TimeUnit.SECONDS)).isAfterOrEqualTo(ANSWERED.plusSeconds(60));
  }

  @Test
  void theStopWaitsForWhatIsBeingRecordedAndNothingIsRecordedAfterIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BlockingQueue<Dialog> recordedOf = new LinkedBlockingQueue<>();
    interims.close();
    interims =
        interims(
            (call, at) -> {
              begun.countDown();
              awaitQuietly(goOn);
              recordedOf.add(call);
            });
    Dialog call = answered(System::nanoTime);
    interims.start(call);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    Future<Integer> atTheStop =
        ender.submit(
            () -> {
              interims.stop(call);
              return recordedOf.size();
            });
    assertThatThrownBy(() -> atTheStop.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    goOn.countDown();

    int before = atTheStop.get(5, TimeUnit.SECONDS);
    assertThat(before).isPositive();
    Dialog other = answered(System::nanoTime);
    interims.start(other);
    for (int i = 0; i < before; i++) {
      assertThat(recordedOf.take()).isSameAs(call);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(recordedOf.poll(5, TimeUnit.SECONDS)).isSameAs(other);
    }
  }

  @Test
  void aCallThatEndedAtTheMomentOfItsAnswerIsNotWaitedFor() throws Exception {
    Dialog over = answered(System::nanoTime);
    Instant end = ANSWERED.plusMillis(1);
    over.accounting().on(new Ended(end, EndCause.DOWNSTREAM_BYE));
    interims.start(over);
    interims.start(answered(System::nanoTime));

    List<Instant> two =
        List.of(recorded.poll(5, TimeUnit.SECONDS), recorded.poll(5, TimeUnit.SECONDS));

    assertThat(two).doesNotHaveDuplicates();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Dialog answered(LongSupplier nanoTime) {
    RequestFacts invite =
        new RequestFacts(
            "INVITE", "c1@a", "ft1", "", "sip:a@a", "sip:b@b", "sip:b@b", "", "", ANSWERED);
    AccountingContext accounting =
        AccountingContext.of(
            invite, SETTINGS, "v1", TimeOrderedId.of(ANSWERED.toEpochMilli(), 0, 1));
    CallClock clock = CallClock.start(Clock.fixed(ANSWERED, ZoneOffset.UTC), nanoTime);
    Dialog dialog = new Dialog("1.1", accounting, clock, Duration.ofHours(12));
    CallEvent answer = new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1"));
    accounting.on(answer);
    dialog.on(answer, Duration.ofSeconds(5));
    return dialog;
  }
}
