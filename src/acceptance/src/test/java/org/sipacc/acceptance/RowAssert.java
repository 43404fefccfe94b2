package org.sipacc.acceptance;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Leg;
import org.sipacc.acceptance.server.Row;

/**
 * What the acceptance table's shorthands mean for a row of {@code acc} or {@code missed_calls}.
 * Seconds may differ by one from a phone's clock, durations by 250 ms from its stopwatch.
 */
final class RowAssert extends AbstractAssert<RowAssert, Row> {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);
  private static final long STOPWATCH_TOLERANCE_MILLIS = 250;

  private RowAssert(Row row) {
    super(row, RowAssert.class);
  }

  static RowAssert assertThat(Row row) {
    return new RowAssert(row);
  }

  /** {@code OK-row}: the INVITE's 2xx. */
  RowAssert isOkOf(Call call, String toTag) {
    return hasCore("INVITE", "ft1", toTag, call.callId(), 200, "OK").hasTimeNear(call.answeredAt());
  }

  /** {@code NEG}: a negative final reply to the INVITE. */
  RowAssert isNegativeOf(Call call, int code, String reason, String toTag) {
    return hasCore("INVITE", "ft1", toTag, call.callId(), code, reason)
        .hasTimeNear(call.finalReplyAt());
  }

  RowAssert hasCore(
      String method, String fromTag, String toTag, String callId, int code, String reason) {
    return hasText("method", method)
        .hasText("from_tag", fromTag)
        .hasText("to_tag", toTag)
        .hasText("callid", callId)
        .hasText("sip_code", Integer.toString(code))
        .hasText("sip_reason", reason);
  }

  /** {@code ND}: nothing that only cdr fills. */
  RowAssert hasNoDurations() {
    Assertions.assertThat(actual.number("setuptime")).as("setuptime").isZero();
    Assertions.assertThat(actual.instant("created")).as("created").isEmpty();
    return hasZeroDurations();
  }

  /** {@code FD}: set-up time up to the reply, no duration. */
  RowAssert hasSetUpOf(Call call) {
    return hasZeroDurations().hasCreatedNear(call.invitedAt()).hasSetUpTimeUpToItsTime();
  }

  /**
   * {@code CDR-row}.
   *
   * @param stopwatch the side whose stopwatch the duration must agree with
   */
  RowAssert isCdrOf(Call call, String toTag, Leg stopwatch) {
    return isOkOf(call, toTag).hasDurationsOf(call, stopwatch);
  }

  /** A CDR's figures. */
  RowAssert hasDurationsOf(Call call, Leg stopwatch) {
    hasCreatedNear(call.invitedAt()).hasSetUpTimeUpToItsTime();
    long millis = actual.number("ms_duration");
    Assertions.assertThat(millis)
        .as("ms_duration against the stopwatch")
        .isBetween(
            stopwatch.talked().toMillis() - STOPWATCH_TOLERANCE_MILLIS,
            stopwatch.talked().toMillis() + STOPWATCH_TOLERANCE_MILLIS);
    Assertions.assertThat(actual.number("duration"))
        .as("duration, ms_duration rounded up")
        .isEqualTo((millis + 999) / 1000);
    return this;
  }

  RowAssert hasText(String column, String value) {
    Assertions.assertThat(actual.text(column)).as(column).isEqualTo(value);
    return this;
  }

  RowAssert hasTimeNear(Instant expected) {
    return near("time", expected);
  }

  private RowAssert hasCreatedNear(Instant expected) {
    return near("created", expected);
  }

  private RowAssert near(String column, Instant expected) {
    Assertions.assertThat(actual.time(column))
        .as(column)
        .isBetween(
            expected.truncatedTo(SECONDS).minus(CLOCK_TOLERANCE), expected.plus(CLOCK_TOLERANCE));
    return this;
  }

  private RowAssert hasSetUpTimeUpToItsTime() {
    Assertions.assertThat(actual.number("setuptime"))
        .as("setuptime, from created to time in whole seconds")
        .isEqualTo(actual.time("created").until(actual.time("time"), SECONDS));
    return this;
  }

  /** A missed call's row has no such columns. */
  private RowAssert hasZeroDurations() {
    for (String column : new String[] {"duration", "ms_duration"}) {
      if (actual.columns().containsKey(column)) {
        Assertions.assertThat(actual.number(column)).as(column).isZero();
      }
    }
    return this;
  }
}
