package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.BYE;
import static org.sipacc.accounting.StandardCall.ENDED;
import static org.sipacc.accounting.StandardCall.INVITED;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;

class CallDetailRecordTest {
  private static StandardCall cdrCall() {
    return StandardCall.invite().doAccounting("db", "cdr").tried("sip:bob@b").rings();
  }

  @Test
  @DisplayName("E01 one record at the end of the call, from answer to BYE")
  void oneRecordAtTheEnd() {
    StandardCall call = cdrCall().answered();
    assertThat(call.records()).isEmpty();

    AccountingRecord cdr = call.callerHangsUp().onlyRecord();
    assertThat(cdr.kind()).isEqualTo(RecordKind.CDR);
    assertThat(cdr.core())
        .isEqualTo(new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED));
    Timing timing = cdr.timing().orElseThrow();
    assertThat(timing)
        .isEqualTo(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 5, 60_250));
    assertThat(timing.durationSeconds()).isEqualTo(61);
  }

  @Test
  @DisplayName("E05 the tags stay the INVITE's when the callee hangs up")
  void calleeHangsUp() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(BYE, EndCause.UPSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.UPSTREAM_BYE));

    assertThat(call.onlyRecord().core().fromTag()).isEqualTo("ft1");
    assertThat(call.summary().endedBy()).isEqualTo(EndedBy.CALLEE);
    assertThat(call.summary().cause()).isEqualTo("Upstream BYE");
  }

  @Test
  @DisplayName("E10 crossing and repeated BYEs give one record that ends at the first")
  void crossingByes() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE))
            .on(new ByeReceived(BYE.plusMillis(3), EndCause.UPSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED.plusMillis(3), EndCause.UPSTREAM_BYE));

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_250);
    assertThat(call.summary().ended()).isEqualTo(BYE);
  }

  @Test
  @DisplayName("E22 a BYE while it rings ends no call")
  void byeWhileRinging() {
    StandardCall call =
        cdrCall()
            .on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE))
            .fails(Reply.received(487, "Request Terminated", "tt1"));

    assertThat(call.records()).isEmpty();
    assertThat(call.summary().outcome()).isEqualTo(Outcome.FAILED);
  }

  @ParameterizedTest(name = "{0} us are {1} ms, {2} s")
  @DisplayName("E14 E15 the duration is cut to milliseconds and rounded up to seconds")
  @CsvSource({"0,0,0", "999,0,0", "1000,1,1", "1000000,1000,1", "1001000,1001,2"})
  void durations(long micros, long millis, long seconds) {
    Instant end = ANSWERED.plus(micros, ChronoUnit.MICROS);
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(end, EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE));

    Timing timing = call.onlyRecord().timing().orElseThrow();
    assertThat(timing.durationMillis()).isEqualTo(millis);
    assertThat(timing.durationSeconds()).isEqualTo(seconds);
  }

  @Test
  @DisplayName("E19 without a BYE the call ends when its lifetime does")
  void lifetime() {
    StandardCall call =
        cdrCall().answered().on(new Ended(ANSWERED.plusSeconds(60), EndCause.LIFETIME_TIMEOUT));

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isEqualTo(60_000);
    assertThat(call.summary().evidence()).isEqualTo("lifetime");
  }

  @Test
  @DisplayName("E29 cdr asked for later still replaces the INVITE's record")
  void cdrAskedForLater() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "").doAccounting("db", "cdr").answered();
    assertThat(call.records()).isEmpty();
    assertThat(call.callerHangsUp().onlyRecord().kind()).isEqualTo(RecordKind.CDR);
  }

  @Test
  void endBeforeTheAnswerNeverGivesANegativeDuration() {
    StandardCall call =
        cdrCall()
            .answered()
            .on(new ByeReceived(ANSWERED.minusSeconds(3), EndCause.DOWNSTREAM_BYE))
            .on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE));

    assertThat(call.onlyRecord().timing().orElseThrow().durationMillis()).isZero();
  }

  @Test
  void callIsUpBetweenItsAnswerAndItsEnd() {
    StandardCall call = cdrCall().answered();
    assertThat(call.isOver()).isFalse();
    assertThat(call.callerSendsBye().isOver()).isFalse();
    assertThat(call.callerHangsUp().isOver()).isTrue();
  }
}
