package org.sipacc.service.search;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.accounting.search.RecordFilter;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TextMatch.How;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.service.search.SearchRefusedException.Reason;

/** Which searches are made: those that cost little, and tell nothing that is masked. */
final class SearchRules {
  /** How far apart since and until may be where no index serves a filter. */
  static final Duration LONGEST_SCAN = Duration.ofDays(31);

  /** How far apart they may be in an export. */
  static final Duration LONGEST_EXPORT = Duration.ofDays(366);

  private SearchRules() {}

  /**
   * @throws SearchRefusedException if the search is not to be made
   */
  static void check(CallFilter filter, NumberMask mask) {
    checkMask(filter.caller(), mask);
    checkMask(filter.callee(), mask);
    if (!mask.isNone() && filter.gateway().filter(SearchRules::isNumber).isPresent()) {
      throw new SearchRefusedException(
          Reason.MASKED, "numbers are masked for you, and gateway is one; give a host");
    }
    boolean indexed =
        filter.callId().isPresent() || isWhole(filter.caller()) || isWhole(filter.callee());
    boolean others =
        filter.code().isPresent()
            || filter.durationMillis().isPresent()
            || filter.outcome().isPresent()
            || filter.cause().isPresent()
            || filter.gateway().isPresent()
            || filter.policyVersion().isPresent()
            || filter.node().isPresent();
    checkRange(
        filter.range(), isPart(filter.caller()) || isPart(filter.callee()) || (others && !indexed));
  }

  /**
   * @throws SearchRefusedException if the search is not to be made
   */
  static void check(RecordFilter filter, NumberMask mask) {
    checkMask(filter.caller(), mask);
    checkMask(filter.callee(), mask);
    boolean others =
        filter.caller().isPresent()
            || filter.callee().isPresent()
            || filter.code().isPresent()
            || filter.durationMillis().isPresent()
            || filter.method().isPresent()
            || filter.node().isPresent();
    checkRange(
        filter.range(),
        isPart(filter.caller())
            || isPart(filter.callee())
            || (others && filter.callId().isEmpty()));
  }

  /**
   * @throws SearchRefusedException if an export has no bounded time range
   */
  static void checkExport(TimeRange range) {
    if (!range.isWithin(LONGEST_EXPORT)) {
      throw new SearchRefusedException(
          Reason.UNBOUNDED,
          "an export needs since and until, no more than "
              + LONGEST_EXPORT.toDays()
              + " days apart");
    }
  }

  private static void checkRange(TimeRange range, boolean needed) {
    if (needed && !range.isWithin(LONGEST_SCAN)) {
      throw new SearchRefusedException(
          Reason.UNBOUNDED,
          "this filter reads all calls of its time: give since and until, no more than "
              + LONGEST_SCAN.toDays()
              + " days apart");
    }
  }

  private static void checkMask(Optional<TextMatch> match, NumberMask mask) {
    if (mask.isNone() || match.isEmpty()) {
      return;
    }
    if (match.get().how() != How.STARTS
        || Stream.of(";", ":", "@").anyMatch(match.get().text()::contains)) {
      throw new SearchRefusedException(
          Reason.MASKED,
          "numbers are masked for you, so they can be looked for by their beginning only"
              + " (caller_starts, callee_starts), as far as you see it");
    }
  }

  private static boolean isNumber(String text) {
    return text.chars().noneMatch(c -> Character.isLetter(c) || c == '.' || c == '[');
  }

  private static boolean isWhole(Optional<TextMatch> match) {
    return match.filter(text -> text.how() == How.EQUALS).isPresent();
  }

  private static boolean isPart(Optional<TextMatch> match) {
    return match.filter(text -> text.how() == How.CONTAINS).isPresent();
  }
}
