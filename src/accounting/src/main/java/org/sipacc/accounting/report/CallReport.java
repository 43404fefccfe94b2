package org.sipacc.accounting.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;

/** The figures of calls by parts of time and by groups. */
public final class CallReport implements CallTally {
  /** A report with more rows is nothing that anybody reads. */
  private static final int MAX_ROWS = 10_000;

  private static final int SECONDS_OF_AN_HOUR = 3600;

  private final Interval interval;
  private final Grouping grouping;
  private final ZoneId zone;
  private final Countries countries;
  private final Optional<Set<String>> shown;
  private CallFigures others = new CallFigures();
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
    this(interval, grouping, zone, countries, Optional.empty());
  }

  private CallReport(
      Interval interval,
      Grouping grouping,
      ZoneId zone,
      Countries countries,
      Optional<Set<String>> shown) {
    this.shown = shown;
    this.interval = interval;
    this.grouping = grouping;
    this.zone = zone;
    this.countries = countries;
  }

  /** One like it without calls, which has rows of these groups only. */
  public CallReport of(Set<String> groups) {
    return new CallReport(interval, grouping, zone, countries, Optional.of(groups));
  }

  /** Counts the calls of the groups that it tells apart. */
  public GroupCounts counts() {
    return new GroupCounts(grouping, zone, countries);
  }

  @Override
  public boolean add(CallSummary call) {
    Optional<CallFigures> figures = row(call.invited(), grouping.of(call, zone, countries));
    figures.ifPresent(row -> row.add(call));
    return figures.isPresent();
  }

  @Override
  public boolean add(Instant begin, String group, CallFigures.Sums calls) {
    Optional<CallFigures> figures = row(begin, grouping.ofGroup(begin, group, zone));
    figures.ifPresent(row -> row.add(calls));
    return figures.isPresent();
  }

  private Optional<CallFigures> row(Instant time, String group) {
    if (shown.filter(groups -> !groups.contains(group)).isPresent()) {
      return Optional.of(others);
    }
    Row row = new Row(interval.beginOf(time, zone), group);
    CallFigures figures = rows.get(row);
    if (figures == null && rows.size() < MAX_ROWS) {
      figures = new CallFigures();
      rows.put(row, figures);
    }
    return Optional.ofNullable(figures);
  }

  @Override
  public String bound() {
    return MAX_ROWS + " rows";
  }

  @Override
  public void clear() {
    rows.clear();
    others = new CallFigures();
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

  /** The calls of all groups that have no rows. */
  public CallFigures others() {
    return others;
  }

  /** The rows by time, then by group. */
  public void each(BiConsumer<Row, CallFigures> taker) {
    rows.forEach(taker);
  }
}
