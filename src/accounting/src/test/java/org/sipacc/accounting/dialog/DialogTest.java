package org.sipacc.accounting.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.Dialog.EndRequest;
import org.sipacc.accounting.dialog.DialogControl.Party;

class DialogTest {
  private static final Instant INVITED = Instant.ofEpochMilli(1_700_000_000_200L);
  private static final Instant ANSWERED = Instant.ofEpochMilli(1_700_000_005_700L);
  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final Duration RACE = Duration.ofSeconds(5);
  private static final Reply OK = Reply.received(200, "OK", "tt1");
  private static final Reply TERMINATED = Reply.received(487, "Request Terminated", "tt1");

  private final AtomicLong nanos = new AtomicLong();
  private final CallClock clock = CallClock.start(Clock.fixed(INVITED, ZoneOffset.UTC), nanos::get);
  private final AccountingContext accounting = accounting();
  private final Dialog dialog = new Dialog("a1.1", accounting, clock, LIFETIME);

  private static AccountingContext accounting() {
    AccountingSettings settings =
        new AccountingSettings(
            "acc",
            "missed_calls",
            CoreColumns.DEFAULT,
            Map.of(),
            Map.of(),
            AccountingSettings.Options.DEFAULT);
    RequestFacts invite =
        new RequestFacts(
            "INVITE", "c1@a", "ft1", "", "sip:a@a", "sip:b@b", "sip:b@b", "", "", INVITED);
    return AccountingContext.of(invite, settings, "v1", TimeOrderedId.of(0, 0, 1));
  }

  private Dialog on(CallEvent event) {
    dialog.on(event, RACE);
    return dialog;
  }

  private Dialog rings() {
    return on(new Progressed(INVITED.plusSeconds(2), Reply.received(180, "Ringing", "tt1")));
  }

  private Dialog answered() {
    passUntil(ANSWERED);
    return on(new ReplySent(ANSWERED, OK));
  }

  private void passUntil(Instant instant) {
    nanos.set(Duration.between(INVITED, instant).toNanos());
  }

  /** Does what it is told and keeps what it was told. */
  private static final class Control implements DialogControl {
    private final List<EndCause> causes = new ArrayList<>();
    private final List<Party> pinged = new ArrayList<>();
    private final boolean able;

    private Control(boolean able) {
      this.able = able;
    }

    @Override
    public boolean end(EndCause cause) {
      causes.add(cause);
      return able;
    }

    @Override
    public void ping(Party party, Runnable gone) {
      pinged.add(party);
      gone.run();
    }
  }

  @Test
  void itIsNamedAndTimedByWhatItIsMadeOf() {
    assertThat(dialog.id()).isEqualTo("a1.1");
    assertThat(dialog.callId()).isEqualTo("c1@a");
    assertThat(dialog.callerTag()).isEqualTo("ft1");
    assertThat(dialog.accounting()).isSameAs(accounting);
    assertThat(dialog.clock()).isSameAs(clock);
    assertThat(dialog.lifetime()).isEqualTo(LIFETIME);
  }

  @Test
  @DisplayName("the status goes from 1 by 2, 3 and 4 to 5")
  void statusOfAnAnsweredCall() {
    assertThat(dialog.status()).isEqualTo(1);
    assertThat(rings().status()).isEqualTo(2);
    assertThat(answered().status()).isEqualTo(3);
    dialog.acknowledged();
    assertThat(dialog.status()).isEqualTo(4);
    assertThat(on(new ByeReceived(ANSWERED.plusSeconds(9), EndCause.UPSTREAM_BYE)).status())
        .isEqualTo(4);
    assertThat(on(new Ended(ANSWERED.plusSeconds(9), EndCause.UPSTREAM_BYE)).status()).isEqualTo(5);
    assertThat(dialog.endReason()).contains("Upstream BYE");
  }

  @Test
  void aRefusedCallIsOver() {
    rings();
    assertThat(on(new AttemptFailed(ANSWERED, TERMINATED)).status()).isEqualTo(2);
    assertThat(on(new ReplySent(ANSWERED, TERMINATED)).status()).isEqualTo(5);
    assertThat(dialog.answered()).isEmpty();
    assertThat(dialog.expires()).isEmpty();
    assertThat(dialog.endReason()).isEmpty();
  }

  @Test
  void aCallAnsweredStatelesslyIsOverUnlessItWasAnsweredBefore() {
    RepliedStatelessly forbidden =
        new RepliedStatelessly(ANSWERED, Reply.local(403, "Forbidden", ""));
    assertThat(on(forbidden).status()).isEqualTo(5);
    assertThat(on(new Progressed(ANSWERED, OK)).status()).isEqualTo(5);

    Dialog up = new Dialog("a1.2", accounting(), clock, LIFETIME);
    up.on(new ReplySent(ANSWERED, OK), RACE);
    up.on(forbidden, RACE);
    assertThat(up.status()).isEqualTo(3);
    up.on(new Ended(ANSWERED, EndCause.MI_TERMINATION), RACE);
    up.on(forbidden, RACE);
    assertThat(up.status()).isEqualTo(5);
  }

  @Test
  @DisplayName("E22 a BYE while it rings leaves the call early")
  void byeWhileRingingLeavesItEarly() {
    rings();
    on(new ByeReceived(INVITED.plusSeconds(3), EndCause.DOWNSTREAM_BYE));
    on(new Ended(INVITED.plusSeconds(3), EndCause.DOWNSTREAM_BYE));

    assertThat(dialog.status()).isEqualTo(2);
    assertThat(dialog.endReason()).isEmpty();
  }

  @Test
  void withoutAByeTheCauseIsThatOfTheEnd() {
    answered();
    on(new Ended(ANSWERED.plus(LIFETIME), EndCause.LIFETIME_TIMEOUT));

    assertThat(dialog.status()).isEqualTo(5);
    assertThat(dialog.endReason()).contains("Lifetime Timeout");
  }

  @Test
  void aRefusalOrASecondAnswerAfterTheAnswerChangesNothing() {
    answered();
    on(new ReplySent(ANSWERED.plusSeconds(1), TERMINATED));
    on(new ReplySent(ANSWERED.plusSeconds(2), Reply.received(200, "OK", "tt2")));

    assertThat(dialog.status()).isEqualTo(3);
    assertThat(dialog.answered()).contains(ANSWERED);
    assertThat(dialog.expires()).contains(ANSWERED.plus(LIFETIME));
  }

  @Test
  void aProvisionalReplyThatIsSentIsNoAnswer() {
    on(new ReplySent(ANSWERED, Reply.local(183, "Session Progress", "")));

    assertThat(dialog.answered()).isEmpty();
    assertThat(dialog.status()).isEqualTo(1);
  }

  @Test
  void lifetimeCountsFromTheAnswer() {
    assertThat(dialog.lifetimeSeconds()).isZero();
    assertThat(dialog.timeoutSeconds()).hasValue(43_200);
    assertThat(dialog.expires()).isEmpty();

    answered();
    passUntil(ANSWERED.plusSeconds(60));
    assertThat(dialog.lifetimeSeconds()).isEqualTo(60);
    assertThat(dialog.timeoutSeconds()).hasValue(43_140);
    assertThat(dialog.expires()).contains(ANSWERED.plus(LIFETIME));

    passUntil(ANSWERED.plus(LIFETIME).plusSeconds(7));
    assertThat(dialog.timeoutSeconds()).hasValue(0);
  }

  @Test
  void aLifetimeSetBeforeTheAnswerCountsFromTheAnswer() {
    dialog.setLifetime(Duration.ofSeconds(60));
    assertThat(dialog.lifetime()).isEqualTo(Duration.ofSeconds(60));
    assertThat(dialog.expires()).isEmpty();

    assertThat(answered().expires()).contains(ANSWERED.plusSeconds(60));
  }

  @Test
  void aLifetimeSetAfterTheAnswerCountsFromNow() {
    answered();
    passUntil(ANSWERED.plusSeconds(10));
    dialog.setLifetime(Duration.ofSeconds(60));

    assertThat(dialog.expires()).contains(ANSWERED.plusSeconds(70));
    assertThat(dialog.lifetime()).isEqualTo(Duration.ofSeconds(60));
    assertThat(dialog.expiryCause()).isEqualTo(EndCause.LIFETIME_TIMEOUT);
  }

  @Test
  @DisplayName("with end-on-race-condition a cancelled call that is answered ends soon")
  void endOnRaceCondition() {
    dialog.setFlags(DialogFlags.parse("E"));
    on(new Cancelled(ANSWERED, EndCause.CANCELLED));
    on(new Cancelled(ANSWERED, EndCause.MI_TERMINATION));
    answered();

    assertThat(dialog.expires()).contains(ANSWERED.plus(RACE));
    assertThat(dialog.lifetime()).isEqualTo(RACE);
    assertThat(dialog.expiryCause()).isEqualTo(EndCause.CANCELLED);
  }

  @Test
  void withoutTheFlagACancelledCallThatIsAnsweredLastsAsAnyOther() {
    on(new Cancelled(ANSWERED, EndCause.CANCELLED));
    answered();

    assertThat(dialog.expires()).contains(ANSWERED.plus(LIFETIME));
    assertThat(dialog.expiryCause()).isEqualTo(EndCause.LIFETIME_TIMEOUT);
  }

  @Test
  void aCallThatACommandGaveUpIsNoRace() {
    dialog.setFlags(DialogFlags.parse("E"));
    on(new Cancelled(ANSWERED, EndCause.MI_TERMINATION));
    answered();

    assertThat(dialog.expires()).contains(ANSWERED.plus(LIFETIME));
    assertThat(dialog.expiryCause()).isEqualTo(EndCause.LIFETIME_TIMEOUT);
  }

  @Test
  void onlyThePartiesOfAnAnsweredCallThatTheFlagsNameArePinged() {
    dialog.setFlags(DialogFlags.parse("p"));
    assertThat(dialog.pinged()).isEmpty();
    answered();
    assertThat(dialog.pinged()).containsExactly(Party.CALLEE);
    dialog.setFlags(DialogFlags.parse("PB"));
    assertThat(dialog.pinged()).containsExactly(Party.CALLER);
  }

  @Test
  void aCallThatIsEndingIsNotPinged() {
    Control control = new Control(true);
    List<String> gone = new ArrayList<>();
    dialog.controlledBy(control);
    answered();
    dialog.ping(Party.CALLEE, () -> gone.add("callee"));
    on(new ByeReceived(ANSWERED.plusSeconds(1), EndCause.UPSTREAM_BYE));
    dialog.ping(Party.CALLER, () -> gone.add("caller"));

    assertThat(control.pinged).containsExactly(Party.CALLEE);
    assertThat(gone).containsExactly("callee");
  }

  @Test
  void flagsAreReplaced() {
    assertThat(dialog.flags()).isEmpty();
    dialog.setFlags(DialogFlags.parse("pEB"));

    assertThat(dialog.has(DialogFlag.BYE_ON_TIMEOUT)).isTrue();
    assertThat(dialog.has(DialogFlag.AUTO_PRACK)).isFalse();
    assertThat(dialog.flags())
        .containsExactly("bye-on-timeout", "options-ping-callee", "end-on-race-condition");

    dialog.setFlags(new DialogFlags(Set.of(DialogFlag.AUTO_PRACK)));
    assertThat(dialog.flags()).containsExactly("auto-prack");
  }

  @Test
  void targetsAreThoseOfTheLastAttempt() {
    assertThat(dialog.targets()).isEmpty();
    on(new AttemptStarted(INVITED, List.of("sip:bob@b", "sip:carol@b")));
    assertThat(dialog.targets()).containsExactly("sip:bob@b", "sip:carol@b");
    on(new AttemptStarted(INVITED, List.of("sip:dave@b")));
    assertThat(dialog.targets()).containsExactly("sip:dave@b");
  }

  @Test
  void valuesAreSetAndDeleted() {
    assertThat(dialog.value("x")).isEmpty();
    dialog.setValue("x", Optional.of("1"));
    dialog.setValue("y", Optional.of("2"));
    assertThat(dialog.value("x")).contains("1");

    dialog.setValue("x", Optional.empty());
    assertThat(dialog.value("x")).isEmpty();
    assertThat(dialog.values()).containsExactly(Map.entry("y", "2"));
  }

  @Test
  void profilesAreJoinedAndLeftWithTheirValue() {
    assertThat(dialog.isInProfile("out", Optional.empty())).isFalse();
    dialog.joinProfile("out", "gw1");
    dialog.joinProfile("all", "");

    assertThat(dialog.isInProfile("out", Optional.empty())).isTrue();
    assertThat(dialog.isInProfile("out", Optional.of("gw1"))).isTrue();
    assertThat(dialog.isInProfile("out", Optional.of("gw2"))).isFalse();
    assertThat(dialog.isInProfile("in", Optional.of("gw1"))).isFalse();
    assertThat(dialog.profiles()).isEqualTo(Map.of("out", "gw1", "all", ""));

    assertThat(dialog.leaveProfile("out", "gw2")).isFalse();
    assertThat(dialog.leaveProfile("out", "gw1")).isTrue();
    assertThat(dialog.leaveProfile("out", "gw1")).isFalse();
    assertThat(dialog.profiles()).containsOnlyKeys("all");
  }

  @Test
  void itIsEndedByItsControlOnce() {
    Control control = new Control(true);
    dialog.controlledBy(control);
    answered();

    assertThat(dialog.isControlled()).isTrue();
    assertThat(dialog.end(EndCause.MI_TERMINATION)).isEqualTo(EndRequest.ENDING);
    assertThat(dialog.end(EndCause.LIFETIME_TIMEOUT)).isEqualTo(EndRequest.ALREADY_ENDING);
    assertThat(control.causes).containsExactly(EndCause.MI_TERMINATION);
    assertThat(dialog.endReason()).contains("MI Termination");

    on(new ByeReceived(ANSWERED.plusSeconds(9), EndCause.UPSTREAM_BYE));
    on(new Ended(ANSWERED.plusSeconds(9), EndCause.MI_TERMINATION));
    assertThat(dialog.endReason()).contains("MI Termination");
    assertThat(dialog.end(EndCause.MI_TERMINATION)).isEqualTo(EndRequest.OVER);
    assertThat(control.causes).hasSize(1);
  }

  @Test
  void withoutAControlItCannotBeEnded() {
    assertThat(dialog.isControlled()).isFalse();
    assertThat(dialog.end(EndCause.MI_TERMINATION)).isEqualTo(EndRequest.NOT_SUPPORTED);
    assertThat(dialog.endReason()).isEmpty();
  }

  @Test
  void aControlThatCannotEndItMayBeAskedAgain() {
    Control unable = new Control(false);
    dialog.controlledBy(unable);
    answered();

    assertThat(dialog.end(EndCause.MI_TERMINATION)).isEqualTo(EndRequest.NOT_SUPPORTED);
    assertThat(dialog.endReason()).isEmpty();
    assertThat(dialog.status()).isEqualTo(3);
    assertThat(dialog.end(EndCause.LIFETIME_TIMEOUT)).isEqualTo(EndRequest.NOT_SUPPORTED);
    assertThat(unable.causes).containsExactly(EndCause.MI_TERMINATION, EndCause.LIFETIME_TIMEOUT);
  }

  @Test
  void aControlThatCannotEndItLeavesTheCauseOfTheByeThatCame() {
    dialog.controlledBy(new Control(false));
    answered();
    on(new ByeReceived(ANSWERED.plusSeconds(9), EndCause.DOWNSTREAM_BYE));

    assertThat(dialog.end(EndCause.MI_TERMINATION)).isEqualTo(EndRequest.NOT_SUPPORTED);
    assertThat(dialog.endReason()).contains("Downstream BYE");
  }

  @Test
  void pathsKeepTheirRoutes() {
    List<String> routes = new ArrayList<>(List.of("<sip:p1;lr>"));
    DialogPaths.Path path =
        new DialogPaths.Path("<sip:a@a>;tag=ft1", "sip:a@192.0.2.1", routes, 1, "udp");
    routes.clear();

    assertThat(path.routes()).containsExactly("<sip:p1;lr>");
  }
}
