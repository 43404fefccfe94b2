package org.sipacc.accounting.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;

/** The figures of calls by parts of time and by groups. Its rows are bounded. */
public final class CallReport {
  /** A report with more rows is nothing that anybody reads. */
  public static final int MAX_ROWS = 10_000;

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
    Row row = new Row(interval.beginOf(call.invited(), zone), grouping.of(call, zone, countries));
    CallFigures figures = rows.get(row);
    if (figures == null) {
      if (rows.size() == MAX_ROWS) {
        return false;
      }
      figures = new CallFigures();
      rows.put(row, figures);
    }
    figures.add(call);
    return true;
  }

  /** Whether the calls that are added need their attempts. */
  public boolean needsAttempts() {
    return grouping.needsAttempts();
  }

  /** The rows by time, then by group. */
  public void each(BiConsumer<Row, CallFigures> taker) {
    rows.forEach(taker);
  }
}
