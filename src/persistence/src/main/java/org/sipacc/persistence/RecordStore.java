package org.sipacc.persistence;

import java.util.List;
import org.sipacc.persistence.entity.AccountingRow;

/**
 * Finds accounting rows. Rows that have no id, as another program may have written them, are left
 * out.
 *
 * @param <T> which of the two tables
 */
public final class RecordStore<T extends AccountingRow> {
  private final AccountingPersistence persistence;
  private final Class<T> table;
  private final String select;

  public RecordStore(AccountingPersistence persistence, Class<T> table) {
    this.persistence = persistence;
    this.table = table;
    this.select = "select e from " + table.getSimpleName() + " e where e.recordId is not null";
  }

  /** The rows of a Call-ID, oldest first. */
  public List<T> ofCall(String callId) {
    return persistence.query(
        em ->
            em.createQuery(select + " and e.callId = :callId order by e.time, e.recordId", table)
                .setParameter("callId", callId)
                .getResultList());
  }

  /** The newest rows, newest first. */
  public List<T> latest(int limit) {
    return persistence.query(
        em ->
            em.createQuery(select + " order by e.time desc, e.recordId desc", table)
                .setMaxResults(limit)
                .getResultList());
  }

  /** The next older rows after the last one of a page, newest first. */
  public List<T> before(T last, int limit) {
    // This form of the condition is the one that MariaDB and PostgreSQL both answer by the index.
    return persistence.query(
        em ->
            em.createQuery(
                    select
                        + " and e.time <= :time and (e.time < :time or e.recordId < :recordId)"
                        + " order by e.time desc, e.recordId desc",
                    table)
                .setParameter("time", last.time())
                .setParameter("recordId", last.recordId())
                .setMaxResults(limit)
                .getResultList());
  }
}
