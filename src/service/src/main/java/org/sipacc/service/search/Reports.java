package org.sipacc.service.search;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Concurrency;
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
    search.checkExport(filter, role);
    if (!fillOfRollups(report, filter, role)) {
      addCalls(report, filter, role);
    }
    return report;
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

  private boolean fillOfRollups(CallReport report, CallFilter filter, Role role) {
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
              check(report.add(begin, group, sums));
            }

            @Override
            public void call(CallSummary call) {
              check(report.add(call));
            }

            @Override
            public void part(TimeRange range) {
              addCalls(report, CallFilter.in(range), role);
            }
          })) {
        return true;
      }
      report.clear();
    }
    return false;
  }

  private void addCalls(CallReport report, CallFilter filter, Role role) {
    search.reportCalls(filter, role, report, call -> check(report.add(call)));
  }

  private static void check(boolean added) {
    if (!added) {
      throw new SearchRefusedException(
          Reason.UNBOUNDED,
          "the report has more than "
              + CallReport.MAX_ROWS
              + " rows; take a longer interval, another group, or a narrower filter");
    }
  }
}
