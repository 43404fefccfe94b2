package org.sipacc.persistence.access;

import java.util.List;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.entity.AuditRow;

/** Table {@code sipacc_audit}. Its methods throw a PersistenceException if it cannot be asked. */
public final class StoredAudit {
  private final AccountingPersistence persistence;

  public StoredAudit(AccountingPersistence persistence) {
    this.persistence = persistence;
  }

  /** Adds all of them or none. */
  public void add(List<AuditRow> rows) {
    persistence.change(em -> rows.forEach(em::persist));
  }

  /**
   * Deletes old ones.
   *
   * @param id all whose id sorts before this one
   * @return how many
   */
  public int deleteBefore(String id) {
    int[] deleted = new int[1];
    persistence.change(
        em ->
            deleted[0] =
                em.createQuery("delete from AuditRow a where a.id < :id")
                    .setParameter("id", id)
                    .executeUpdate());
    return deleted[0];
  }

  /**
   * The newest, newest first.
   *
   * @param before only those whose id sorts before this one
   */
  public List<AuditRow> before(String before, int limit) {
    return persistence.query(
        em ->
            em.createQuery(
                    "select a from AuditRow a where a.id < :before order by a.id desc",
                    AuditRow.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList());
  }
}
