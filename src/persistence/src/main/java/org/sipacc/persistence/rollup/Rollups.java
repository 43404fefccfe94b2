package org.sipacc.persistence.rollup;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import javax.persistence.Query;
import javax.persistence.TypedQuery;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.entity.CallRollup;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.entity.RolledDay;
import org.sipacc.persistence.search.CallSearch;
import org.sipacc.persistence.search.EntryRange;

/**
 * Adds stored calls to the roll-ups, each once. A node's journal entries are stored in their order,
 * so it is enough to know the last one that was added; whether that was right is seen by the totals
 * that are kept of what is stored. If they differ, as after an entry that was refused and stored
 * later, the calls of that day's entries are gone through again.
 *
 * <p>Several nodes may do it at once: a step that another one has done already changes nothing.
 */
public final class Rollups {
  /** A grouping that has more groups in a day is left out. */
  static final int MOST_GROUPS = 1000;

  private static final int CALLS_AT_ONCE = 5000;
  private static final int LONGEST_GROUP = 255;
  private static final String OF_DAY =
      " where r.entryDay = :day and r.node = :node and r.epoch = :epoch";
  private static final LocalDate EVER = LocalDate.EPOCH;

  private final AccountingPersistence persistence;
  private final CallSearch calls;
  private final Countries countries;

  /**
   * @param countries those of numbers
   */
  public Rollups(AccountingPersistence persistence, Countries countries) {
    this.persistence = persistence;
    this.calls = new CallSearch(persistence);
    this.countries = countries;
  }

  /**
   * How far the roll-ups are.
   *
   * @param stored calls that were ever stored
   * @param rolled calls that are in the roll-ups
   * @param waiting whether there are some to be added
   */
  public record Progress(long stored, long rolled, boolean waiting) {}

  /**
   * How far they are.
   *
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public static Progress progress(AccountingPersistence persistence) {
    List<Standing> all = persistence.query(em -> Standings.since(em, EVER));
    return new Progress(
        all.stream().mapToLong(Standing::stored).sum(),
        all.stream().mapToLong(Standing::rolled).sum(),
        all.stream().anyMatch(Standing::isWaiting));
  }

  /**
   * Adds some of the calls that are not added yet.
   *
   * @return false if there were none
   * @throws javax.persistence.PersistenceException if the database cannot be asked, or another node
   *     has added them meanwhile
   */
  public boolean advance() {
    List<Standing> waiting =
        persistence.query(em -> Standings.since(em, EVER)).stream()
            .filter(Standing::isWaiting)
            .toList();
    if (waiting.isEmpty()) {
      return false;
    }
    persistence.change(em -> advance(em, waiting.get(0)));
    return true;
  }

  /**
   * Forgets the roll-ups of all days whose calls are there, so that they are made anew.
   *
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public static void rebuild(AccountingPersistence persistence) {
    persistence.change(
        em -> {
          String oldest =
              em.createQuery("select min(c.recordId) from CallRow c", String.class)
                  .getSingleResult();
          if (oldest != null) {
            LocalDate first =
                LocalDate.ofInstant(
                    TimeOrderedId.parse(oldest.substring(0, TimeOrderedId.LENGTH)).time(),
                    ZoneOffset.UTC);
            empty(em, " where r.entryDay >= :first", Map.of("first", first.toString()));
            em.createQuery(
                    "update RolledDay d set d.entries = 0, d.lastRecordId = '', d.recounted = 0,"
                        + " d.leftOut = '', d.version = d.version + 1 where d.entryDay >= :first")
                .setParameter("first", first.toString())
                .executeUpdate();
          }
        });
  }

  private void advance(EntityManager em, Standing standing) {
    RolledDay day = day(em, standing);
    if (day.version() != standing.version()) {
      return;
    }
    if (!add(em, day, standing, standing.waiting())) {
      if (calls.count(standing.all()) < day.entries()) {
        // Calls were deleted since; what is rolled up of them is all there is.
        day.leave(standing.stored());
        return;
      }
      empty(em, OF_DAY, ofDay(day));
      em.clear();
      RolledDay again = day(em, standing);
      again.recount(standing.stored());
      EntryRange rest = standing.all();
      while (add(em, again, standing, rest)) {
        rest = new EntryRange(rest.node(), again.lastRecordId(), rest.before());
      }
    }
  }

  /** Takes the calls out of roll-ups; the rows stay, for the server need not be able to delete. */
  private static void empty(EntityManager em, String where, Map<String, Object> parameters) {
    Query update =
        em.createQuery(
            "update CallRollup r set r.calls = 0, r.answered = 0, r.answeredMillis = 0,"
                + " r.redirected = 0, r.challenged = 0, r.reachedUser = 0, r.effective = 0,"
                + " r.ineffective = 0, r.requested = 0, r.requestMillis = 0, r.failed = 0,"
                + " r.failedMillis = 0, r.delays = :none"
                + where);
    update.setParameter("none", new byte[0]);
    parameters.forEach(update::setParameter);
    update.executeUpdate();
  }

  private static Map<String, Object> ofDay(RolledDay day) {
    return Map.of("day", day.entryDay(), "node", day.node(), "epoch", day.epoch());
  }

  private static RolledDay day(EntityManager em, Standing standing) {
    RolledDay.Key key =
        new RolledDay.Key(standing.day().toString(), standing.node(), standing.epoch());
    RolledDay day = em.find(RolledDay.class, key, LockModeType.PESSIMISTIC_WRITE);
    if (day == null) {
      day = new RolledDay(key);
      em.persist(day);
    }
    return day;
  }

  /** Adds the first calls of some entries to their day; false if there are none. */
  private boolean add(EntityManager em, RolledDay day, Standing standing, EntryRange entries) {
    List<CallRow> rows = calls.ofEntries(entries, CALLS_AT_ONCE);
    if (rows.isEmpty()) {
      return false;
    }
    List<CallRow> own = rows.stream().filter(standing::holds).toList();
    Set<Grouping> without = day.leftOut();
    Map<Key, CallFigures> sums = sums(own, without);
    without.addAll(merge(em, day, sums));
    day.advance(own.size(), rows.get(rows.size() - 1).recordId(), without);
    return true;
  }

  private record Key(Grouping grouping, String period, String group) {}

  private Map<Key, CallFigures> sums(List<CallRow> rows, Set<Grouping> without) {
    Map<Key, CallFigures> sums = new HashMap<>();
    for (CallSummary call : calls.withAttempts(rows.stream().map(CallRow::head).toList())) {
      for (Grouping grouping : Grouping.rolledUp()) {
        if (!without.contains(grouping)) {
          String group = cut(grouping.of(call, ZoneOffset.UTC, countries));
          for (Periods periods : Periods.values()) {
            sums.computeIfAbsent(
                    new Key(grouping, periods.of(call.invited()), group), k -> new CallFigures())
                .add(call);
          }
        }
      }
    }
    return sums;
  }

  private static String cut(String group) {
    return group.length() > LONGEST_GROUP ? group.substring(0, LONGEST_GROUP) : group;
  }

  /** Adds sums to what is there; tells which groupings are to be left out from now on. */
  private static Set<Grouping> merge(EntityManager em, RolledDay day, Map<Key, CallFigures> sums) {
    Map<Key, CallRollup> stored = new HashMap<>();
    TypedQuery<CallRollup> rows =
        em.createQuery(
            "select r from CallRollup r" + OF_DAY + " and r.period in :periods", CallRollup.class);
    ofDay(day).forEach(rows::setParameter);
    rows.setParameter("periods", sums.keySet().stream().map(Key::period).distinct().toList())
        .getResultList()
        .forEach(row -> stored.put(key(row), row));
    Set<Grouping> tooMany = withTooManyGroups(sums.keySet(), stored.keySet());
    sums.forEach(
        (key, figures) -> {
          if (!tooMany.contains(key.grouping())) {
            CallRollup row = stored.get(key);
            if (row == null) {
              row = new CallRollup(key.grouping().name(), key.period(), key.group(), day);
              em.persist(row);
            }
            row.add(figures);
          }
        });
    return tooMany;
  }

  private static Key key(CallRollup row) {
    return new Key(Grouping.valueOf(row.groupedBy()), row.period(), row.groupKey());
  }

  private static Set<Grouping> withTooManyGroups(Set<Key> added, Set<Key> stored) {
    Set<Key> all = new HashSet<>(stored);
    all.addAll(added);
    Map<Key, Integer> groups = new HashMap<>();
    Set<Grouping> tooMany = EnumSet.noneOf(Grouping.class);
    for (Key key : all) {
      if (groups.merge(new Key(key.grouping(), key.period(), ""), 1, Integer::sum) > MOST_GROUPS) {
        tooMany.add(key.grouping());
      }
    }
    return tooMany;
  }
}
