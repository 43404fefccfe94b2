package org.sipacc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.DialogControl;
import org.sipacc.accounting.dialog.DialogControl.Party;
import org.sipacc.accounting.dialog.DialogFlags;

class OpenCallsTest {
  private static final Instant ANSWERED = Instant.parse("2023-11-14T22:13:25.700Z");
  private static final AccountingSettings SETTINGS =
      new AccountingSettings(
          "acc", "missed_calls", CoreColumns.DEFAULT, Map.of(), Map.of(), Options.DEFAULT);
  private static final Instant BYE = ANSWERED.plusSeconds(60);
  private static final Duration PING = Duration.ofMillis(100);

  private final BlockingQueue<CallEvent> ends = new LinkedBlockingQueue<>();
  private final Set<Map.Entry<Dialog, Instant>> interims = ConcurrentHashMap.newKeySet();
  private volatile long elapsedNanos;
  private OpenCalls calls = calls(Duration.ofHours(12), Duration.ofSeconds(30));

  private OpenCalls calls(Duration lifetime, Duration byeTimeout) {
    return calls(lifetime, byeTimeout, Duration.ZERO);
  }

  private OpenCalls calls(Duration lifetime, Duration byeTimeout, Duration interimInterval) {
    return new OpenCalls(
        new OpenCalls.Timeouts(lifetime, byeTimeout, Duration.ofSeconds(5), PING),
        Instant.MIN,
        Thread::new,
        this::end,
        new Interims(
            interimInterval, Thread::new, (call, at) -> interims.add(Map.entry(call, at))));
  }

  private void end(Dialog call, CallEvent event) {
    call.accounting().on(event);
    calls.follow(call, event);
    ends.add(event);
  }

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  @DisplayName("E19 a call that nobody ends ends with its lifetime, to the instant")
  void lifetimeEndsACall() throws InterruptedException {
    Duration lifetime = Duration.ofMillis(20);
    calls.close();
    calls = calls(lifetime, Duration.ofSeconds(30));

    answered();

    assertThat(ends.poll(5, TimeUnit.SECONDS))
        .isEqualTo(new Ended(ANSWERED.plus(lifetime), EndCause.LIFETIME_TIMEOUT));
    assertThat(calls.answered()).isZero();
  }

  @Test
  @DisplayName("E07 a call whose BYE nobody answers ends fr_timeout after it")
  void unansweredByeEndsACall() throws InterruptedException {
    Duration byeTimeout = Duration.ofMillis(20);
    calls.close();
    calls = calls(Duration.ofHours(12), byeTimeout);

    tell(answered(), new ByeReceived(BYE, EndCause.UPSTREAM_BYE));

    assertThat(ends.poll(5, TimeUnit.SECONDS))
        .isEqualTo(new Ended(BYE.plus(byeTimeout), EndCause.UPSTREAM_BYE));
  }

  @Test
  void interimRecordsAreDueFromTheAnswerToTheBye() {
    calls.close();
    calls = calls(Duration.ofHours(12), Duration.ofSeconds(30), Duration.ofMillis(50));
    Dialog call = answered();
    Dialog other = answered();
    elapsedNanos = Duration.ofMillis(50).toNanos();
    awaitInterim(call, ANSWERED.plusMillis(50));

    tell(call, new ByeReceived(ANSWERED.plusMillis(99), EndCause.UPSTREAM_BYE));
    elapsedNanos = Duration.ofMillis(150).toNanos();
    awaitInterim(other, ANSWERED.plusMillis(150));

    assertThat(interims).doesNotContain(Map.entry(call, ANSWERED.plusMillis(150)));
  }

  @Test
  void interimRecordsGoOnInALaterLifeWithTheNextWholeInterval() {
    Dialog up = answered();
    Instant later = ANSWERED.plusMillis(10_030);
    OpenCalls next = calls(Duration.ofHours(12), Duration.ofSeconds(30), Duration.ofMillis(50));
    calls.close();
    calls = next;
    Dialog restored = copy(up, later);
    next.restore(restored, ANSWERED);
    next.resumeFormer();
    elapsedNanos = Duration.ofMillis(20).toNanos();

    awaitInterim(restored, ANSWERED.plusMillis(10_050));
    assertThat(interims).doesNotContain(Map.entry(restored, ANSWERED.plusMillis(50)));
  }

  @Test
  void aPartyThatIsGoneEndsTheCallAndIsAskedNoMore() {
    BlockingQueue<Object> done = new LinkedBlockingQueue<>();
    Dialog call = invited();
    call.setFlags(DialogFlags.parse("options-ping-callee"));
    call.controlledBy(
        new DialogControl() {
          @Override
          public boolean end(EndCause cause) {
            return done.add(cause);
          }

          @Override
          public void ping(Party party, Runnable gone) {
            done.add(party);
            if (done.size() == 2) {
              gone.run();
            }
          }
        });

    tell(call, new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1")));

    await().untilAsserted(() -> assertThat(done).contains(EndCause.PING_TIMEOUT));
    tell(call, new Ended(BYE, EndCause.PING_TIMEOUT));
    assertThat(done).containsExactly(Party.CALLEE, Party.CALLEE, EndCause.PING_TIMEOUT);
    assertThat(calls.answered()).isZero();
  }

  @Test
  void callsAreCountedWhileTheyAreUp() {
    Dialog call = answered();
    assertThat(calls.answered()).isEqualTo(1);

    tell(call, new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE));
    assertThat(calls.answered()).isEqualTo(1);

    tell(call, new Ended(BYE, EndCause.DOWNSTREAM_BYE));
    assertThat(calls.answered()).isZero();
    assertThat(ends).isEmpty();
  }

  @Test
  void refusedCallsAreNotFollowed() {
    Dialog call = invited();
    tell(call, new ReplySent(ANSWERED, Reply.received(486, "Busy Here", "tt1")));
    assertThat(calls.answered()).isZero();
  }

  @Test
  void callsOfAFormerLifeEndWithTheLastMomentTheyWereSeenIfNobodyCanReachThem() {
    Instant lastSeen = ANSWERED.plusSeconds(7);
    Dialog up = answered();
    Dialog ringing = invited();
    OpenCalls next = calls(Duration.ofHours(12), Duration.ofSeconds(30));
    calls.close();
    calls = next;
    next.restore(copy(up), lastSeen);
    next.restore(copy(ringing), lastSeen);

    next.closeFormer(dialog -> true);

    assertThat(ends)
        .containsExactlyInAnyOrder(
            new Ended(lastSeen, EndCause.UNSEEN), new ReplySent(lastSeen, Reply.TIMEOUT));
    assertThat(next.count()).isZero();
  }

  @Test
  @DisplayName("F03 a lifetime that was over before ends its call as soon as parties are reachable")
  void aLifetimeThatWasOverBeforeEndsItsCall() throws InterruptedException {
    Dialog up = answered();
    calls.setLifetime(up, Duration.ofSeconds(1));
    elapsedNanos = Duration.ofSeconds(60).toNanos();
    OpenCalls next = calls(Duration.ofHours(12), Duration.ofSeconds(30));
    calls.close();
    calls = next;
    next.restore(copy(up), ANSWERED);
    assertThat(ends).isEmpty();

    next.resumeFormer();

    assertThat(ends.poll(5, TimeUnit.SECONDS))
        .isEqualTo(new Ended(ANSWERED.plusSeconds(1), EndCause.LIFETIME_TIMEOUT));
  }

  @Test
  void aByeThatAnotherNodeSawEndsItsCallAtItsInstantAndNoOther() {
    Dialog up = answered();
    Dialog ringing = invited();

    assertThat(calls.endElsewhere(foreignBye("c1@a", "ft1", "tt2", BYE))).isZero();
    assertThat(calls.endElsewhere(foreignBye("c1@a", "tt1", "ft1", BYE))).isZero();
    assertThat(calls.endElsewhere(foreignBye("c2@a", "ft1", "tt1", BYE))).isZero();
    assertThat(ends).isEmpty();

    assertThat(calls.endElsewhere(foreignBye("c1@a", "ft1", "tt1", BYE))).isEqualTo(1);
    assertThat(calls.endElsewhere(foreignBye("c1@a", "ft1", "tt1", BYE))).isZero();

    assertThat(ends).containsExactly(new Ended(BYE, EndCause.UPSTREAM_BYE, true));
    assertThat(calls.ofId(up.id())).isEmpty();
    assertThat(calls.ofId(ringing.id())).isPresent();
  }

  @Test
  void aByeByAClockThatIsBehindEndsItsCallNotBeforeItsAnswer() {
    answered();

    calls.endElsewhere(foreignBye("c1@a", "ft1", "tt1", ANSWERED.minusSeconds(1)));

    assertThat(ends).containsExactly(new Ended(ANSWERED, EndCause.UPSTREAM_BYE, true));
  }

  private static ForeignBye foreignBye(
      String callId, String callerTag, String calleeTag, Instant at) {
    return new ForeignBye(callId, callerTag, calleeTag, at, EndCause.UPSTREAM_BYE, 2, 1);
  }

  @Test
  void newCallsTakeNoIdOfACallFromBefore() {
    Dialog first = invited();
    long number = Long.parseLong(first.id().substring(first.id().indexOf('.') + 1), 16);
    calls.close();
    calls = calls(Duration.ofHours(12), Duration.ofSeconds(30));
    calls.restore(
        new Dialog(
            first.id().replaceAll("[.].*", "." + Long.toHexString(number + 1_000_000)),
            first.accounting(),
            first.clock(),
            first.lifetime()),
        ANSWERED);

    String id = invited().id();

    assertThat(Long.parseLong(id.substring(id.indexOf('.') + 1), 16)).isEqualTo(number + 1_000_001);
    assertThat(calls.count()).isEqualTo(2);
  }

  @Test
  void anInviteOfARingingCallFromBeforeIsThatCallOnlyFromTheSameCaller() {
    Dialog before = copy(invited());
    calls.close();
    calls = calls(Duration.ofHours(12), Duration.ofSeconds(30));
    calls.restore(before, ANSWERED);

    assertThat(calls.sentBefore(invite("ft1", "udp:192.0.2.9:5060"))).isEmpty();
    assertThat(calls.sentBefore(invite("ft2", ""))).isEmpty();
    assertThat(calls.sentBefore(invite("ft1", ""))).contains(before);

    Dialog again = calls.reopen(before, before.accounting().again("v2"), before.clock());

    assertThat(calls.count()).isEqualTo(1);
    assertThat(calls.ofId(before.id())).contains(again);
    assertThat(calls.begunBefore("c1@a")).containsExactly(again);
    assertThat(calls.sentBefore(invite("ft1", ""))).isEmpty();
    tell(again, new ReplySent(ANSWERED, Reply.received(486, "Busy Here", "tt1")));
    assertThat(calls.begunBefore("c1@a")).isEmpty();
    assertThat(calls.count()).isZero();
  }

  private void awaitInterim(Dialog call, Instant at) {
    await().until(() -> interims.contains(Map.entry(call, at)));
  }

  private Dialog copy(Dialog dialog) {
    return copy(dialog, ANSWERED);
  }

  private Dialog copy(Dialog dialog, Instant now) {
    return Dialog.restored(
        dialog.snapshot(),
        SETTINGS,
        CallClock.start(Clock.fixed(now, ZoneOffset.UTC), () -> elapsedNanos));
  }

  private Dialog answered() {
    Dialog call = invited();
    tell(call, new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1")));
    return call;
  }

  private void tell(Dialog call, CallEvent event) {
    elapsedNanos = Duration.between(ANSWERED, event.at()).toNanos();
    call.accounting().on(event);
    calls.follow(call, event);
  }

  private Dialog invited() {
    RequestFacts invite = invite("ft1", "");
    TimeOrderedId uid = TimeOrderedId.of(invite.received().toEpochMilli(), 0, 1);
    return calls.open(
        AccountingContext.of(invite, SETTINGS, "v1", uid),
        CallClock.start(Clock.fixed(ANSWERED, ZoneOffset.UTC), () -> elapsedNanos));
  }

  private static RequestFacts invite(String fromTag, String source) {
    Instant invited = ANSWERED.minusSeconds(5);
    return new RequestFacts(
        "INVITE", "c1@a", fromTag, "", "sip:a@a", "sip:b@b", "sip:b@b", source, "", invited);
  }
}
