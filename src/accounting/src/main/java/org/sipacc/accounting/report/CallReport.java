package org.sipacc.accounting.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;

/** The figures of calls by parts of time and by groups. Its rows are bounded. */
public final class CallReport {
  /** A report with more rows is nothing that anybody reads. */
  public static final int MAX_ROWS = 10_000;

  private static final int SECONDS_OF_AN_HOUR = 3600;

  private final Interval interval;
  private final Grouping grouping;
  private final ZoneId zone;
  private final Countries countries;
  private final Map<Row, CallFigures> rows =
      new TreeMap<>(
          Comparator.comparing((Row row) -> row.begin().orElse(Instant.MIN))
              .thenComparing(Row::group));

  /**
   * What a row is about.
   *
   * @param begin of the part of time; empty if the report has none
   * @param group what its calls have in common; "" if nothing
   */
  public record Row(Optional<Instant> begin, String group) {}

  /**
   * @param zone in which days begin
   * @param countries those of numbers
   */
  public CallReport(Interval interval, Grouping grouping, ZoneId zone, Countries countries) {
    this.interval = interval;
    this.grouping = grouping;
    this.zone = zone;
    this.countries = countries;
  }

  /**
   * @return false if the call would be one row too many; then the report is worth nothing
   */
  public boolean add(CallSummary call) {
    Optional<CallFigures> figures = row(call.invited(), grouping.of(call, zone, countries));
    figures.ifPresent(row -> row.add(call));
    return figures.isPresent();
  }

  /**
   * Adds calls of an hour, or of a day if the report does not tell its hours apart.
   *
   * @param begin of the hour or day
   * @param group what the calls have in common as {@link #rollup} tells them apart
   * @return false if they would be one row too many; then the report is worth nothing
   */
  public boolean add(Instant begin, String group, CallFigures.Sums calls) {
    Optional<CallFigures> figures = row(begin, grouping.ofGroup(begin, group, zone));
    figures.ifPresent(row -> row.add(calls));
    return figures.isPresent();
  }

  private Optional<CallFigures> row(Instant time, String group) {
    Row row = new Row(interval.beginOf(time, zone), group);
    CallFigures figures = rows.get(row);
    if (figures == null && rows.size() < MAX_ROWS) {
      figures = new CallFigures();
      rows.put(row, figures);
    }
    return Optional.ofNullable(figures);
  }

  /** Forgets all calls. */
  public void clear() {
    rows.clear();
  }

  /** Whether the calls that are added need their attempts. */
  public boolean needsAttempts() {
    return grouping.needsAttempts();
  }

  /** Whether its rows show numbers of callers or callees. */
  public boolean showsNumbers() {
    return grouping == Grouping.CALLER || grouping == Grouping.CALLEE;
  }

  /** The roll-up that it can be made of; empty if there is none. */
  public Optional<Grouping> rollup() {
    return grouping.rollup();
  }

  /**
   * Whether sums of hours in UTC do for it in a time: they do not if its own parts begin within
   * such an hour.
   */
  public boolean takesHours(Instant since, Instant until) {
    boolean anyHour = interval == Interval.TOTAL && grouping != Grouping.HOUR_OF_WEEK;
    return anyHour || isOff(since, until, off -> off % SECONDS_OF_AN_HOUR == 0);
  }

  /** Whether sums of days in UTC do for it in a time. */
  public boolean takesDays(Instant since, Instant until) {
    return switch (interval) {
      case TOTAL -> grouping != Grouping.HOUR_OF_WEEK;
      case HOUR -> false;
      case DAY, WEEK, MONTH ->
          grouping != Grouping.HOUR_OF_WEEK && isOff(since, until, off -> off == 0);
    };
  }

  /** Whether all that the zone is off UTC in a time, in seconds, is as wanted. */
  private boolean isOff(Instant since, Instant until, IntPredicate wanted) {
    ZoneRules rules = zone.getRules();
    boolean all = wanted.test(rules.getOffset(since).getTotalSeconds());
    ZoneOffsetTransition next = rules.nextTransition(since);
    while (all && next != null && next.getInstant().isBefore(until)) {
      all = wanted.test(next.getOffsetAfter().getTotalSeconds());
      next = rules.nextTransition(next.getInstant());
    }
    return all;
  }

  /** The rows by time, then by group. */
  public void each(BiConsumer<Row, CallFigures> taker) {
    rows.forEach(taker);
  }
}
