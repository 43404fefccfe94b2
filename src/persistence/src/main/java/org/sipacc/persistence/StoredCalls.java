package org.sipacc.persistence;

import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.CallSummary;
import org.sipacc.persistence.entity.CallRow;

/** Reads table {@code calls}. */
public final class StoredCalls {
  private static final int MAX_CALLS = 100;

  private StoredCalls() {}

  /**
   * A call's summary.
   *
   * @param id the summary's id, or a Call-ID, of which the latest call counts
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public static Optional<CallSummary> find(AccountingPersistence persistence, String id) {
    return latest(persistence, id, 1).stream().findFirst().map(CallRow::summary);
  }

  /**
   * All calls of a Call-ID, or the one of a summary's id; the latest first, at most 100.
   *
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public static List<CallRow> all(AccountingPersistence persistence, String id) {
    return latest(persistence, id, MAX_CALLS);
  }

  private static List<CallRow> latest(AccountingPersistence persistence, String id, int limit) {
    return persistence.query(
        em ->
            em.createQuery(
                    "select c from CallRow c where c.callUid = :id or c.callId = :id"
                        + " order by c.invited desc",
                    CallRow.class)
                .setParameter("id", id)
                .setMaxResults(limit)
                .getResultList());
  }
}
