package org.sipacc.persistence.rollup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.persistence.EntityManager;
import org.sipacc.persistence.entity.RolledDay;

/** Reads how far the roll-ups are behind the totals of what was stored. */
final class Standings {
  private static final String TOTALS =
      "select substring(hour_utc, 1, 10), node, epoch, sum(entries) from stored_totals"
          + " where stored_in = 'calls' and hour_utc >= ?1"
          + " group by substring(hour_utc, 1, 10), node, epoch"
          + " order by substring(hour_utc, 1, 10), node, epoch";

  private Standings() {}

  /** Those of a day and of all later ones, the earliest first. */
  static List<Standing> since(EntityManager em, LocalDate day) {
    Map<RolledDay.Key, RolledDay> rolled = new HashMap<>();
    em.createQuery("select d from RolledDay d where d.entryDay >= :day", RolledDay.class)
        .setParameter("day", day.toString())
        .getResultList()
        .forEach(one -> rolled.put(one.key(), one));
    List<Standing> standings = new ArrayList<>();
    for (Object row :
        em.createNativeQuery(TOTALS).setParameter(1, day.toString()).getResultList()) {
      Object[] columns = (Object[]) row;
      RolledDay.Key key =
          new RolledDay.Key(columns[0].toString(), number(columns[1]), number(columns[2]));
      standings.add(
          of(rolled.getOrDefault(key, new RolledDay(key)), ((Number) columns[3]).longValue()));
    }
    return standings;
  }

  private static Standing of(RolledDay day, long stored) {
    return new Standing(
        LocalDate.parse(day.entryDay()),
        day.node(),
        day.epoch(),
        stored,
        day.entries(),
        day.recounted(),
        day.lastRecordId(),
        Set.copyOf(day.leftOut()),
        day.version());
  }

  private static int number(Object column) {
    return ((Number) column).intValue();
  }
}
