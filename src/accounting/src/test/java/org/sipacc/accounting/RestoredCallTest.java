package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.FieldName;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;

/** A call whose accounting went through a snapshot: the next life completes its records. */
class RestoredCallTest {
  private static final AccountingSettings SAME = settings("src->src_user");

  @Test
  @DisplayName("F02 the BYE of a later life gives the CDR with the true duration and its fields")
  void theByeOfALaterLifeGivesTheCdr() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "cdr")
            .extra("src", "alice")
            .tried("sip:bob@b")
            .rings()
            .answered();

    AccountingContext restored = restored(call, SAME);
    AccountingContext.Output end = hangUp(restored);

    AccountingRecord cdr = end.records().get(0);
    assertThat(end.records()).hasSize(1);
    assertThat(cdr.kind()).isEqualTo(RecordKind.CDR);
    assertThat(cdr.core().toTag()).isEqualTo("tt1");
    assertThat(cdr.core().time()).isEqualTo(StandardCall.ANSWERED);
    assertThat(cdr.timing().orElseThrow().durationMillis()).isEqualTo(60_250);
    assertThat(cdr.timing().orElseThrow().setupSeconds()).isEqualTo(5);
    assertThat(cdr.extras()).containsExactly(new Field("src_user", "alice"));
    assertThat(cdr.callUid()).contains(StandardCall.UID);
    CallSummary summary = end.summary().orElseThrow();
    assertThat(summary.evidence()).isEqualTo("bye after restart");
    assertThat(summary.ringing()).contains(StandardCall.RINGING);
    assertThat(summary.attempts()).hasSize(1);
  }

  @Test
  @DisplayName("D-18 values find their fields by tag, whatever the configuration has become")
  void valuesFindTheirFieldsByTag() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").extra("src", "alice");
    call.answered();

    AccountingContext restored = restored(call, settings("new->other", "src->source"));

    assertThat(hangUp(restored).records().get(0).extras())
        .containsExactly(new Field("other", ""), new Field("source", "alice"));
  }

  @Test
  void aByeThatWasInFlightEndsTheCallAtItsOwnInstant() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();
    call.callerSendsBye();

    AccountingContext.Output end =
        restored(call, SAME)
            .on(new Ended(StandardCall.ENDED.plusSeconds(300), EndCause.LIFETIME_TIMEOUT));

    assertThat(end.records().get(0).timing().orElseThrow().durationMillis()).isEqualTo(60_250);
    assertThat(end.summary().orElseThrow().cause()).isEqualTo("Downstream BYE");
  }

  @Test
  void aSecondRestartLosesNothing() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr|missed").answered();

    AccountingContext once = restored(call, SAME);
    AccountingContext twice = AccountingContext.restored(once.snapshot().orElseThrow(), SAME);

    assertThat(twice.snapshot()).isEqualTo(call.context().snapshot());
    assertThat(hangUp(twice).records()).hasSize(1);
  }

  @Test
  void anInviteThatIsSentAgainIsTheSameCallOfWhichThePolicyDecidesAnew() {
    StandardCall call =
        StandardCall.invite().doAccounting("db,log", "cdr|missed").extra("src", "alice");
    AccountingContext again = restored(call, SAME).again("v2");
    Instant later = StandardCall.ANSWERED;

    again.doAccounting(
        new AccountingRequest(Set.of(Backend.DB), Set.of(Flag.CDR), Optional.empty()), later);
    again.on(new ReplySent(later, Reply.received(200, "OK", "tt1")));
    AccountingContext.Output end = hangUp(again);

    assertThat(end.records()).hasSize(1);
    AccountingRecord cdr = end.records().get(0);
    assertThat(cdr.callUid()).contains(StandardCall.UID);
    assertThat(cdr.policyVersion()).isEqualTo("v2");
    assertThat(cdr.timing().orElseThrow().setupSeconds()).isEqualTo(5);
    assertThat(cdr.extras()).containsExactly(new Field("src_user", ""));
  }

  @Test
  void whatAFormerLifeRecordedAtOnceIsNotRecordedWhenTheInviteIsSentAgain() {
    AccountingContext again = restored(StandardCall.invite(), SAME).again("v2");

    assertThat(accountNow(again)).isEmpty();
    again.on(new AttemptStarted(StandardCall.ANSWERED, List.of("sip:bob@b")));
    assertThat(accountNow(again)).isPresent();
  }

  private static Optional<AccountingRecord> accountNow(AccountingContext context) {
    return context.accountNow(
        context.request(), Backend.LOG, RequestComment.parse("x"), "", StandardCall.ANSWERED);
  }

  @Test
  void aRestoredCallIsOverWhenItHasEnded() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();
    AccountingContext restored = restored(call, SAME);

    assertThat(restored.isUp()).isTrue();
    hangUp(restored);
    assertThat(restored.isOver()).isTrue();
    assertThat(hangUp(restored).isEmpty()).isTrue();
  }

  private static AccountingContext restored(StandardCall call, AccountingSettings settings) {
    return AccountingContext.restored(call.context().snapshot().orElseThrow(), settings);
  }

  private static AccountingContext.Output hangUp(AccountingContext context) {
    context.on(new ByeReceived(StandardCall.BYE, EndCause.DOWNSTREAM_BYE));
    return context.on(new Ended(StandardCall.ENDED, EndCause.DOWNSTREAM_BYE));
  }

  private static AccountingSettings settings(String... fields) {
    List<FieldName> extras =
        List.of(fields).stream()
            .map(field -> field.split("->"))
            .map(parts -> new FieldName(parts[0], parts[1]))
            .toList();
    return new AccountingSettings(
        "acc",
        "missed_calls",
        CoreColumns.DEFAULT,
        Map.of(Backend.DB, extras),
        Map.of(),
        AccountingSettings.Options.DEFAULT);
  }
}
