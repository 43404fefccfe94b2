package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.INVITED;
import static org.sipacc.accounting.StandardCall.RINGING;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallEvent.Progressed;

class EarlyMediaTest {
  private static final Options EARLY_MEDIA = new Options(true, false, false, false, Set.of());
  private static final CoreFields OK_ROW =
      new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED);

  private static StandardCall call() {
    return StandardCall.invite(EARLY_MEDIA);
  }

  @Test
  @DisplayName("D01 with early_media a 183 with a body gives a base record at its own time")
  void provisionalWithBodyGivesABaseRecord() {
    StandardCall call = call().doAccounting("db", "").hasEarlyMedia(RINGING).answered();

    assertThat(call.records())
        .extracting(AccountingRecord::core)
        .containsExactly(
            new CoreFields("INVITE", "ft1", "tt1", "c1@a", "183", "Session Progress", RINGING),
            OK_ROW);
    assertThat(call.records())
        .allSatisfy(
            record -> {
              assertThat(record.kind()).isEqualTo(RecordKind.BASE);
              assertThat(record.table()).isEqualTo("acc");
              assertThat(record.timing()).contains(Timing.NONE);
            });
  }

  @Test
  @DisplayName("D02 without early_media only the answer is accounted")
  void withoutTheParameterOnlyTheAnswerIsAccounted() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "").hasEarlyMedia(RINGING).answered();

    assertThat(call.onlyRecord().core()).isEqualTo(OK_ROW);
  }

  @Test
  @DisplayName("D03 a 180 without a body is not accounted")
  void provisionalWithoutBodyIsNotAccounted() {
    StandardCall call = call().doAccounting("db", "").rings().answered();

    assertThat(call.onlyRecord().core()).isEqualTo(OK_ROW);
  }

  @Test
  @DisplayName("D04 each 183 with a body gives a record with its own time")
  void eachProvisionalGivesARecordWithItsOwnTime() {
    StandardCall call =
        call()
            .doAccounting("db", "")
            .hasEarlyMedia(RINGING)
            .hasEarlyMedia(RINGING.plusMillis(700))
            .hasEarlyMedia(RINGING.plusSeconds(2))
            .answered();

    assertThat(call.records())
        .extracting(record -> record.core().time())
        .containsExactly(RINGING, RINGING.plusMillis(700), RINGING.plusSeconds(2), OK_ROW.time());
  }

  @Test
  void provisionalMadeHereIsNotAccounted() {
    StandardCall call =
        call()
            .doAccounting("db", "")
            .on(new Progressed(RINGING, new Reply(183, "Session Progress", "x", false, true)));

    assertThat(call.records()).isEmpty();
  }

  @Test
  @DisplayName("D-06 early media does not shift the start of a CDR")
  void earlyMediaDoesNotShiftTheStartOfTheCdr() {
    StandardCall call =
        call().doAccounting("db", "cdr").hasEarlyMedia(RINGING).answered().callerHangsUp();

    assertThat(call.records())
        .extracting(AccountingRecord::kind)
        .containsExactly(RecordKind.BASE, RecordKind.CDR);
    Optional<Instant> created = Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS));
    assertThat(call.records().get(0).timing()).contains(new Timing(created, 2, 0));
    assertThat(call.records().get(1).core()).isEqualTo(OK_ROW);
    assertThat(call.records().get(1).timing()).contains(new Timing(created, 5, 60_250));
  }

  @Test
  void earlyMediaGoesToEveryMarkedBackend() {
    StandardCall call = call().doAccounting("db|aaa", "missed").hasEarlyMedia(RINGING);

    assertThat(call.records())
        .extracting(AccountingRecord::backend)
        .containsExactlyInAnyOrder(Backend.DB, Backend.AAA);
  }
}
