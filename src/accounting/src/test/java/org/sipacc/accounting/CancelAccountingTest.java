package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sipacc.accounting.StandardCall.INVITED;
import static org.sipacc.accounting.StandardCall.REFUSED;
import static org.sipacc.accounting.StandardCall.RINGING;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallEvent.ReplySent;

class CancelAccountingTest {
  private static final Options REPORT_CANCELS = new Options(false, true, false, false, Set.of());
  private static final Reply TERMINATED = Reply.received(487, "Request Terminated", "tt1");

  @Test
  @DisplayName("B01 without report_cancels a CANCEL cannot be marked")
  void cancelCannotBeMarked() {
    StandardCall cancel = StandardCall.request("CANCEL");

    assertThat(cancel.context().doAccounting(StandardCall.arguments("db", ""), RINGING)).isFalse();
    assertThat(cancel.context().marks()).isEmpty();
    assertThat(cancel.on(new ReplySent(RINGING, Reply.local(200, "OK", ""))).records()).isEmpty();
  }

  @Test
  @DisplayName("B01 the cancelled INVITE is missed and failed with its 487")
  void cancelledInviteIsMissedAndFailed() {
    StandardCall call =
        StandardCall.invite()
            .doAccounting("db", "missed|failed")
            .tried("sip:bob@b")
            .rings()
            .cancelled()
            .fails(TERMINATED);

    CoreFields terminated =
        new CoreFields("INVITE", "ft1", "tt1", "c1@a", "487", "Request Terminated", REFUSED);
    assertThat(call.records())
        .extracting(AccountingRecord::kind, AccountingRecord::table, AccountingRecord::core)
        .containsExactly(
            tuple(RecordKind.MISSED, "missed_calls", terminated),
            tuple(RecordKind.BASE, "acc", terminated));
  }

  @Test
  @DisplayName("B02 with report_cancels a marked CANCEL gives a record of its 200")
  void markedCancelGivesARecord() {
    StandardCall cancel = StandardCall.request("CANCEL", REPORT_CANCELS);

    assertThat(cancel.context().doAccounting(StandardCall.arguments("db", ""), RINGING)).isTrue();
    cancel.on(new ReplySent(RINGING, Reply.local(200, "OK", "t9")));

    AccountingRecord record = cancel.onlyRecord();
    assertThat(record.kind()).isEqualTo(RecordKind.BASE);
    assertThat(record.core())
        .isEqualTo(new CoreFields("CANCEL", "ft1", "", "c1@a", "200", "OK", RINGING));
    assertThat(record.callUid()).isEmpty();
  }

  @Test
  @DisplayName("B06 a cancelled call with cdr and failed gives a base record, no CDR")
  void cancelledCallWithCdrGivesABaseRecord() {
    AccountingRecord record =
        StandardCall.invite()
            .doAccounting("db", "cdr|failed")
            .tried("sip:bob@b")
            .rings()
            .cancelled()
            .fails(TERMINATED)
            .onlyRecord();

    assertThat(record.kind()).isEqualTo(RecordKind.BASE);
    assertThat(record.core().code()).isEqualTo("487");
    assertThat(record.timing())
        .contains(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 8, 0));
  }
}
