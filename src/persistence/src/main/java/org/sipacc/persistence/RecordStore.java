package org.sipacc.persistence;

import java.time.Instant;
import java.util.List;
import org.sipacc.persistence.entity.AccountingRow;

/**
 * Finds accounting rows.
 *
 * @param <T> which of the two tables
 */
public final class RecordStore<T extends AccountingRow> {
  private final AccountingPersistence persistence;
  private final Class<T> table;

  public RecordStore(AccountingPersistence persistence, Class<T> table) {
    this.persistence = persistence;
    this.table = table;
  }

  /** The rows of a Call-ID, oldest first. */
  public List<T> ofCall(String callId) {
    return persistence.query(
        em ->
            em.createQuery(select("e.callId = :callId") + " order by e.time, e.recordId", table)
                .setParameter("callId", callId)
                .getResultList());
  }

  /** The newest rows, newest first. */
  public List<T> latest(int limit) {
    return persistence.query(
        em ->
            em.createQuery(
                    select("e.recordId is not null") + " order by e.time desc, e.recordId desc",
                    table)
                .setMaxResults(limit)
                .getResultList());
  }

  /** The next older rows after one that {@link #latest} or this method returned last. */
  public List<T> before(T last, int limit) {
    return before(last.time(), last.recordId(), limit);
  }

  private List<T> before(Instant time, String recordId, int limit) {
    // This form of the condition is the one that MariaDB and PostgreSQL both answer by the index.
    return persistence.query(
        em ->
            em.createQuery(
                    select("e.time <= :time and (e.time < :time or e.recordId < :recordId)")
                        + " order by e.time desc, e.recordId desc",
                    table)
                .setParameter("time", time)
                .setParameter("recordId", recordId)
                .setMaxResults(limit)
                .getResultList());
  }

  private String select(String condition) {
    return "select e from " + table.getSimpleName() + " e where " + condition;
  }
}
