package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.ENDED;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.Options;

class InDialogAccountingTest {
  private static final Options DETECT_DIRECTION = new Options(false, false, true, false, Set.of());
  private static final Reply OK_TO_CALLER = Reply.received(200, "OK", "tt1");
  private static final Reply OK_TO_CALLEE = Reply.received(200, "OK", "ft1");

  private static CoreFields byeRow(String fromTag, String toTag) {
    return new CoreFields("BYE", fromTag, toTag, "c1@a", "200", "OK", ENDED);
  }

  @Test
  @DisplayName("A11 without cdr INVITE and BYE give a base record each")
  void inviteAndByeGiveARecordEach() {
    StandardCall call = StandardCall.invite().doAccounting("log", "").answered();
    StandardCall bye = call.callerSends("BYE").doAccounting("log", "").repliedWith(OK_TO_CALLER);
    call.callerHangsUp();

    assertThat(call.onlyRecord().core().time()).isEqualTo(ANSWERED);
    assertThat(bye.onlyRecord().core()).isEqualTo(byeRow("ft1", "tt1"));
    assertThat(bye.onlyRecord().kind()).isEqualTo(RecordKind.BASE);
    assertThat(bye.onlyRecord().callUid()).contains(StandardCall.UID);
    assertThat(bye.onlyRecord().policyVersion()).isEqualTo("v1");
    assertThat(bye.onlyRecord().withinDialog()).isTrue();
    assertThat(call.onlyRecord().withinDialog()).isFalse();
  }

  @Test
  @DisplayName("A12 a BYE answered 481 gives nothing without failed")
  void refusedByeGivesNothing() {
    StandardCall call = StandardCall.invite().doAccounting("log", "").answered();
    Reply gone = Reply.received(481, "Call/Transaction Does Not Exist", "tt1");

    assertThat(call.callerSends("BYE").doAccounting("log", "").repliedWith(gone).records())
        .isEmpty();
    assertThat(call.callerSends("BYE").doAccounting("log", "failed").repliedWith(gone).records())
        .hasSize(1);
  }

  @Test
  @DisplayName("D-23 a BYE marked within a call with cdr gives its own record beside the CDR")
  void markedByeGivesItsOwnRecord() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();
    StandardCall bye = call.callerSends("BYE").doAccounting("aaa", "cdr").repliedWith(OK_TO_CALLER);
    call.callerHangsUp();

    assertThat(bye.onlyRecord().backend()).isEqualTo(Backend.AAA);
    assertThat(bye.onlyRecord().core()).isEqualTo(byeRow("ft1", "tt1"));
    assertThat(bye.onlyRecord().timing()).contains(Timing.NONE);
    assertThat(call.onlyRecord().backend()).isEqualTo(Backend.DB);
    assertThat(call.onlyRecord().withinDialog()).isFalse();
    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_250);
    assertThat(call.context().marks()).containsExactly("db:cdr");
  }

  @Test
  @DisplayName("E12 a re-INVITE changes nothing in the CDR and has no record of its own")
  void reInviteLeavesTheCdrAlone() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();

    assertThat(call.callerSends("INVITE").repliedWith(OK_TO_CALLER).records()).isEmpty();
    assertThat(call.callerHangsUp().onlyRecord().core().time()).isEqualTo(ANSWERED);
  }

  @Test
  void markedReInviteIsATransactionOfItsOwnAndStartsNoCall() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();
    StandardCall reInvite =
        call.callerSends("INVITE").doAccounting("db", "cdr").repliedWith(OK_TO_CALLER);

    assertThat(reInvite.onlyRecord().kind()).isEqualTo(RecordKind.BASE);
    assertThat(reInvite.onlyRecord().core().method()).isEqualTo("INVITE");
    assertThat(reInvite.context().uid()).isEmpty();
    assertThat(reInvite.context().isOver()).isTrue();
    assertThat(reInvite.isOver()).isFalse();
  }

  @Test
  void repeatedReplyToAnInDialogRequestIsAccountedOnce() {
    StandardCall bye =
        StandardCall.invite()
            .answered()
            .callerSends("BYE")
            .doAccounting("log", "")
            .repliedWith(OK_TO_CALLER)
            .repliedWith(OK_TO_CALLER)
            .repliedWith(OK_TO_CALLEE);

    assertThat(bye.records()).hasSize(1);
  }

  @Test
  @DisplayName("H10 what the BYE or its reply sets is in the CDR")
  void valueOfTheByeIsInTheCdr() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();
    StandardCall bye = call.callerSends("BYE");
    call.callerSendsBye();
    bye.extra("src", "alice");

    assertThat(call.callerHangsUp().onlyRecord().extras())
        .containsExactly(new Field("src_user", "alice"));
  }

  @Test
  @DisplayName("H11 what the BYE clears is empty in the CDR")
  void valueClearedByTheByeIsEmptyInTheCdr() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "cdr").extra("src", "alice").answered();
    StandardCall bye = call.callerSends("BYE");
    assertThat(bye.context().values().extra("src")).contains("alice");
    bye.extra("src", "");

    assertThat(call.callerHangsUp().onlyRecord().extras())
        .containsExactly(new Field("src_user", ""));
  }

  @Test
  void withoutCdrARequestWithinTheCallHasValuesOfItsOwn() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "").extra("src", "alice").answered();
    StandardCall bye = call.callerSends("BYE").doAccounting("db", "");
    assertThat(bye.context().values().extra("src")).isEmpty();
    bye.extra("src", "bob").repliedWith(OK_TO_CALLER);

    assertThat(bye.onlyRecord().extras()).containsExactly(new Field("src_user", "bob"));
    assertThat(call.context().values().extra("src")).contains("alice");
  }

  @Test
  void definedValuesBelongToTheRequestAlone() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();
    call.context().defineExtra("src", "alice");
    StandardCall bye = call.callerSends("BYE").doAccounting("db", "");
    bye.context().defineExtra("src", "bob");

    assertThat(bye.repliedWith(OK_TO_CALLER).onlyRecord().extras())
        .containsExactly(new Field("src_user", "bob"));
    assertThat(call.callerHangsUp().onlyRecord().extras())
        .containsExactly(new Field("src_user", "alice"));
  }

  @Test
  @DisplayName("X01 with detect_direction the callee's BYE has the tags of the call's beginning")
  void calleesByeIsSwapped() {
    StandardCall bye =
        StandardCall.invite(DETECT_DIRECTION)
            .answered()
            .calleeSends("BYE")
            .doAccounting("db", "")
            .repliedWith(OK_TO_CALLEE);

    assertThat(bye.onlyRecord().core()).isEqualTo(byeRow("ft1", "tt1"));
    assertThat(bye.context().isSwapped()).isTrue();
  }

  @Test
  @DisplayName("X02 without detect_direction the callee's BYE has its own tags")
  void withoutTheParameterNothingIsSwapped() {
    StandardCall bye =
        StandardCall.invite()
            .answered()
            .calleeSends("BYE")
            .doAccounting("db", "")
            .repliedWith(OK_TO_CALLEE);

    assertThat(bye.onlyRecord().core()).isEqualTo(byeRow("tt1", "ft1"));
    assertThat(bye.context().isSwapped()).isFalse();
  }

  @Test
  @DisplayName("X01 a reply made here has no tag: the request's To tag stands for it")
  void localReplyToTheCalleeIsSwappedByTheRequestsTag() {
    StandardCall bye =
        StandardCall.invite(DETECT_DIRECTION)
            .answered()
            .calleeSends("BYE")
            .doAccounting("db", "failed")
            .repliedWith(Reply.TIMEOUT);

    assertThat(bye.onlyRecord().core().fromTag()).isEqualTo("ft1");
    assertThat(bye.onlyRecord().core().toTag()).isEqualTo("tt1");
  }

  @Test
  @DisplayName("X01 the caller's requests and the CDR are never swapped")
  void callersRequestsAndTheCdrAreNotSwapped() {
    StandardCall call = StandardCall.invite(DETECT_DIRECTION).doAccounting("db", "cdr").answered();
    StandardCall info = call.callerSends("INFO").doAccounting("db", "").repliedWith(OK_TO_CALLER);

    assertThat(info.context().isSwapped()).isFalse();
    assertThat(info.onlyRecord().core().fromTag()).isEqualTo("ft1");
    assertThat(info.onlyRecord().core().toTag()).isEqualTo("tt1");
    assertThat(call.context().isSwapped()).isFalse();
    assertThat(call.calleeHangsUp().onlyRecord().core().fromTag()).isEqualTo("ft1");
    assertThat(call.onlyRecord().core().toTag()).isEqualTo("tt1");
  }

  @Test
  void missedIsDisarmedForRequestsThatAreNoInvite() {
    StandardCall message =
        StandardCall.request("MESSAGE")
            .doAccounting("db", "missed")
            .repliedWith(Reply.received(404, "Not Found", "x"));

    assertThat(message.records()).isEmpty();
  }

  @Test
  void contextTellsItsRequestAndPolicy() {
    StandardCall call = StandardCall.invite().answered();
    AccountingContext bye = call.calleeSends("BYE").context();

    assertThat(bye.request().method()).isEqualTo("BYE");
    assertThat(bye.policyVersion()).isEqualTo("v1");
    assertThat(bye.uid()).isEqualTo(Optional.empty());
    assertThat(call.context().uid()).contains(StandardCall.UID);
    assertThat(StandardCall.request("MESSAGE").context().uid()).isEmpty();
  }

  @Test
  void onlyTheTagsOfTheAnsweredDialogBelongToTheCall() {
    AccountingContext call = StandardCall.invite().context();
    assertThat(call.isAnsweredDialog("ft1", "tt1")).isFalse();
    assertThat(call.answeredTag()).isEmpty();
    assertThat(call.isUp()).isFalse();

    AccountingContext answered = StandardCall.invite().answered().answered("tt2").context();
    assertThat(answered.isUp()).isTrue();
    assertThat(answered.answeredTag()).isEqualTo("tt1");
    assertThat(answered.isAnsweredDialog("ft1", "tt1")).isTrue();
    assertThat(answered.isAnsweredDialog("tt1", "ft1")).isTrue();
    assertThat(answered.isAnsweredDialog("ft1", "tt2")).isFalse();
    assertThat(answered.isAnsweredDialog("tt2", "ft1")).isFalse();
    assertThat(answered.isAnsweredDialog("tt1", "x")).isFalse();
    assertThat(answered.isAnsweredDialog("x", "tt1")).isFalse();
    assertThat(answered.isAnsweredDialog("ft1", "ft1")).isFalse();
  }
}
