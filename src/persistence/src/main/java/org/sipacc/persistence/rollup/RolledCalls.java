package org.sipacc.persistence.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.persistence.EntityManager;
import javax.persistence.TypedQuery;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.Distribution;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.search.CallSearch;

/**
 * Reads the calls of a time as sums of hours and days, as far as they are rolled up, and the others
 * one by one.
 */
public final class RolledCalls {
  private static final int ATTEMPTS_AT_ONCE = 500;

  private final AccountingPersistence persistence;
  private final CallSearch calls;

  public RolledCalls(AccountingPersistence persistence) {
    this.persistence = persistence;
    this.calls = new CallSearch(persistence);
  }

  /**
   * What is to be read.
   *
   * @param grouping of which there are roll-ups
   * @param days whether sums of whole days do
   * @param now calls that began later are not expected
   */
  public record Wanted(Grouping grouping, Instant since, Instant until, boolean days, Instant now) {
    private Instant firstHour() {
      return Periods.HOUR.atOrAfter(since);
    }

    private Instant lastHour() {
      return until.isAfter(now) ? Periods.HOUR.atOrAfter(until) : Periods.HOUR.atOrBefore(until);
    }
  }

  /** Takes what was read. */
  public interface Taker {
    /** The calls of a group that began in an hour or a day. */
    void sums(Instant begin, String group, CallFigures.Sums sums);

    /** One that is not rolled up yet. */
    void call(CallSummary call);

    /** All calls of a part of an hour, which are yet to be read. */
    void part(TimeRange range);
  }

  /**
   * Reads them.
   *
   * @return false if roll-ups are of no use here, or have changed meanwhile; what the taker has
   *     taken is then worth nothing
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public boolean read(Wanted wanted, Taker taker) {
    Instant first = wanted.firstHour();
    Instant last = wanted.lastHour();
    if (!first.isBefore(last)) {
      return false;
    }
    List<Standing> standings = standings(first);
    boolean none = standings.stream().allMatch(standing -> standing.rolled() == 0);
    if (none || standings.stream().anyMatch(s -> s.leftOut().contains(wanted.grouping()))) {
      return false;
    }
    readSums(wanted, first, last, taker);
    TimeRange hours = new TimeRange(Optional.of(first), Optional.of(last));
    standings.stream()
        .filter(Standing::isWaiting)
        .forEach(standing -> readWaiting(standing, hours, wanted.grouping(), taker));
    if (!versions(standings(first), standings.size())
        .equals(versions(standings, standings.size()))) {
      return false;
    }
    if (wanted.since().isBefore(first)) {
      taker.part(new TimeRange(Optional.of(wanted.since()), Optional.of(first)));
    }
    if (last.isBefore(wanted.until())) {
      taker.part(new TimeRange(Optional.of(last), Optional.of(wanted.until())));
    }
    return true;
  }

  private List<Standing> standings(Instant since) {
    return persistence.query(em -> Standings.since(em, LocalDate.ofInstant(since, ZoneOffset.UTC)));
  }

  private static List<Long> versions(List<Standing> standings, int first) {
    return standings.stream().limit(first).map(Standing::version).toList();
  }

  private void readSums(Wanted wanted, Instant first, Instant last, Taker taker) {
    Instant firstDay = Periods.DAY.atOrAfter(first);
    Instant lastDay = Periods.DAY.atOrBefore(last);
    persistence.query(
        em -> {
          if (wanted.days() && firstDay.isBefore(lastDay)) {
            readSums(em, wanted.grouping(), Periods.HOUR, first, firstDay, taker);
            readSums(em, wanted.grouping(), Periods.DAY, firstDay, lastDay, taker);
            readSums(em, wanted.grouping(), Periods.HOUR, lastDay, last, taker);
          } else {
            readSums(em, wanted.grouping(), Periods.HOUR, first, last, taker);
          }
          return taker;
        });
  }

  private static void readSums(
      EntityManager em,
      Grouping grouping,
      Periods periods,
      Instant since,
      Instant until,
      Taker taker) {
    if (!since.isBefore(until)) {
      return;
    }
    for (Object[] row : sumsQuery(em, grouping, periods, since, until).getResultList()) {
      long[] numbers = Stream.of(row).skip(2).limit(12).mapToLong(n -> (Long) n).toArray();
      taker.sums(
          periods.begin((String) row[0]),
          (String) row[1],
          new CallFigures.Sums(
              numbers[0],
              numbers[1],
              numbers[2],
              numbers[3],
              numbers[4],
              numbers[5],
              numbers[6],
              numbers[7],
              numbers[8],
              numbers[9],
              numbers[10],
              numbers[11],
              Distribution.decoded((byte[]) row[14])));
    }
  }

  /** The query of the sums of hours or days. */
  static TypedQuery<Object[]> sumsQuery(
      EntityManager em, Grouping grouping, Periods periods, Instant since, Instant until) {
    return em.createQuery(
            "select r.period, r.groupKey, r.calls, r.answered, r.answeredMillis, r.redirected,"
                + " r.challenged, r.reachedUser, r.effective, r.ineffective,"
                + " r.requested, r.requestMillis, r.failed, r.failedMillis, r.delays"
                + " from CallRollup r where r.groupedBy = :grouping"
                + " and r.period >= :since and r.period < :until and r.calls > 0",
            Object[].class)
        .setParameter("grouping", grouping.name())
        .setParameter("since", periods.of(since))
        .setParameter("until", periods.of(until));
  }

  private void readWaiting(Standing standing, TimeRange hours, Grouping grouping, Taker taker) {
    List<CallSummary> heads = new ArrayList<>();
    calls.eachOfEntries(
        standing.waiting(),
        hours,
        row -> {
          if (!standing.holds(row)) {
            return;
          }
          if (!grouping.needsAttempts()) {
            taker.call(row.head());
            return;
          }
          heads.add(row.head());
          if (heads.size() == ATTEMPTS_AT_ONCE) {
            calls.withAttempts(heads).forEach(taker::call);
            heads.clear();
          }
        });
    calls.withAttempts(heads).forEach(taker::call);
  }
}
