package org.sipacc.service.search;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.CallTally;
import org.sipacc.accounting.report.Concurrency;
import org.sipacc.accounting.report.GroupCounts;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.report.Interval;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.persistence.rollup.RolledCalls;
import org.sipacc.service.search.SearchRefusedException.Reason;

/**
 * Figures of the stored calls that a filter lets through. They are put together of roll-ups where
 * there are some for such a report, and else reckoned from the calls themselves, read once as an
 * export reads them; the figures are the same. Masked numbers that look alike are one group.
 */
public final class Reports {
  private static final int TRIES = 3;

  /** How long before a time a call may have begun that was up in it. */
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private final Search search;

  public Reports(Search search) {
    this.search = search;
  }

  /**
   * Adds all calls to a report.
   *
   * @throws SearchRefusedException if the filter is refused as for an export, the report has too
   *     many rows, or the database cannot be asked
   */
  public CallReport fill(CallReport report, CallFilter filter, Role role) {
    add(report, report, filter, role);
    return report;
  }

  /**
   * The groups of a report that have the most calls.
   *
   * @param groups how many there are in all
   * @param names of the largest ones, the largest first
   * @param report its rows are theirs, {@link CallReport#others} has the calls of all others
   */
  public record Largest(int groups, Set<String> names, CallReport report) {}

  /**
   * Finds the groups with the most calls, and their figures; the calls are read twice.
   *
   * @param report says what groups are
   * @throws SearchRefusedException if the filter is refused as for an export, there are too many
   *     groups, or the database cannot be asked
   */
  public Largest largest(CallReport report, int most, CallFilter filter, Role role) {
    GroupCounts counts = report.counts();
    add(report, counts, filter, role);
    Set<String> names = counts.largest(most);
    return new Largest(counts.size(), names, fill(report.of(names), filter, role));
  }

  private void add(CallReport report, CallTally tally, CallFilter filter, Role role) {
    search.checkExport(filter, role);
    if (!addOfRollups(report, tally, filter, role)) {
      addCalls(report, tally, filter, role);
    }
  }

  /**
   * The figures of all calls of a time, to numbers with a beginning if it is given.
   *
   * @throws SearchRefusedException if the database cannot be asked
   */
  public CallFigures total(TimeRange range, Optional<String> calleeStarts) {
    CallFilter filter =
        calleeStarts
            .map(start -> CallFilter.in(range).to(new TextMatch(TextMatch.How.STARTS, start)))
            .orElse(CallFilter.in(range));
    CallFigures[] total = {new CallFigures()};
    fill(
            new CallReport(
                Interval.TOTAL, Grouping.NONE, ZoneOffset.UTC, new Countries(Optional.empty())),
            filter,
            Role.ADMINISTRATOR)
        .each((row, figures) -> total[0] = figures);
    return total[0];
  }

  /**
   * Adds all calls that can have been up in the time of a filter; those that began longer before it
   * than calls last are left out.
   *
   * @throws SearchRefusedException if the filter is refused as for an export, there are too many
   *     calls, or the database cannot be asked
   */
  public Concurrency concurrency(CallFilter filter, Role role) {
    TimeRange range = filter.range();
    TimeRange wider =
        new TimeRange(range.since().map(since -> since.minus(LONGEST_CALL)), range.until());
    Concurrency concurrency = new Concurrency();
    search.exportCalls(
        filter.during(wider),
        Optional.empty(),
        role,
        call -> {
          if (!concurrency.add(call)) {
            throw new SearchRefusedException(
                Reason.UNBOUNDED,
                "there are more than "
                    + Concurrency.MOST_CALLS
                    + " answered calls; take a shorter time or a narrower filter");
          }
        });
    return concurrency;
  }

  private boolean addOfRollups(CallReport report, CallTally tally, CallFilter filter, Role role) {
    Optional<Grouping> grouping = report.rollup();
    Instant since = filter.range().since().orElseThrow();
    Instant until = filter.range().until().orElseThrow();
    if (grouping.isEmpty()
        || !filter.equals(CallFilter.in(filter.range()))
        || !report.takesHours(since, until)) {
      return false;
    }
    for (int i = 0; i < TRIES; i++) {
      if (search.readRolled(
          new RolledCalls.Wanted(
              grouping.get(), since, until, report.takesDays(since, until), Instant.now()),
          new RolledCalls.Taker() {
            @Override
            public void sums(Instant begin, String group, CallFigures.Sums sums) {
              check(tally.add(begin, group, sums), tally);
            }

            @Override
            public void call(CallSummary call) {
              check(tally.add(call), tally);
            }

            @Override
            public void part(TimeRange range) {
              addCalls(report, tally, CallFilter.in(range), role);
            }
          })) {
        return true;
      }
      tally.clear();
    }
    return false;
  }

  private void addCalls(CallReport report, CallTally tally, CallFilter filter, Role role) {
    search.reportCalls(filter, role, report, call -> check(tally.add(call), tally));
  }

  private static void check(boolean added, CallTally tally) {
    if (!added) {
      throw new SearchRefusedException(
          Reason.UNBOUNDED,
          "the report has more than "
              + tally.bound()
              + "; take a longer interval, another group, a narrower filter, or the largest"
              + " groups only (top)");
    }
  }
}
