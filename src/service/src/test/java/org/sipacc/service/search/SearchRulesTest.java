package org.sipacc.service.search;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TextMatch.How;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.service.search.SearchRefusedException.Reason;

class SearchRulesTest {
  private static final NumberMask MASKED = new NumberMask(3);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static TimeRange days(long days) {
    return new TimeRange(Optional.of(START), Optional.of(START.plus(Duration.ofDays(days))));
  }

  private static CallFilter filter(TimeRange range, Optional<TextMatch> caller, String gateway) {
    return new CallFilter(
        range,
        caller,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(gateway).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static void assertRefused(Reason reason, CallFilter filter, NumberMask mask) {
    assertThatExceptionOfType(SearchRefusedException.class)
        .isThrownBy(() -> SearchRules.check(filter, mask))
        .matches(refusal -> refusal.reason() == reason);
  }

  @ParameterizedTest
  @CsvSource({"EQUALS, 123", "CONTAINS, 123", "STARTS, 123;x", "STARTS, 1@", "STARTS, sip:1"})
  void whoSeesNumbersMaskedLooksForBeginningsOnly(How how, String text) {
    CallFilter filter = filter(days(1), Optional.of(new TextMatch(how, text)), "");
    assertRefused(Reason.MASKED, filter, MASKED);
    assertThatCode(() -> SearchRules.check(filter, NumberMask.NONE)).doesNotThrowAnyException();
  }

  @Test
  void whoSeesNumbersMaskedLooksForGatewaysByHost() {
    assertRefused(Reason.MASKED, filter(days(1), Optional.empty(), "+4930123"), MASKED);
    for (String host : new String[] {"192.0.2.1", "gw.example", "[2001:db8::1]"}) {
      assertThatCode(() -> SearchRules.check(filter(days(1), Optional.empty(), host), MASKED))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatNoIndexServesNeedsAMonthAtMost() {
    Optional<TextMatch> part = Optional.of(new TextMatch(How.CONTAINS, "1"));
    assertRefused(Reason.UNBOUNDED, filter(TimeRange.ALL, part, ""), NumberMask.NONE);
    assertRefused(Reason.UNBOUNDED, filter(days(32), part, ""), NumberMask.NONE);
    assertRefused(
        Reason.UNBOUNDED, filter(TimeRange.ALL, Optional.empty(), "a.example"), NumberMask.NONE);
    assertThatCode(() -> SearchRules.check(filter(days(31), part, ""), NumberMask.NONE))
        .doesNotThrowAnyException();
    Optional<TextMatch> whole = Optional.of(new TextMatch(How.EQUALS, "1"));
    assertThatCode(
            () -> SearchRules.check(filter(TimeRange.ALL, whole, "a.example"), NumberMask.NONE))
        .doesNotThrowAnyException();
  }
}
