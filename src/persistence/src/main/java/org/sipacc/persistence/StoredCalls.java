package org.sipacc.persistence;

import java.util.Optional;
import org.sipacc.accounting.CallSummary;
import org.sipacc.persistence.entity.CallRow;

/** Reads table {@code calls}. */
public final class StoredCalls {
  private StoredCalls() {}

  /**
   * A call's summary.
   *
   * @param id the summary's id, or a Call-ID, of which the latest call counts
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public static Optional<CallSummary> find(AccountingPersistence persistence, String id) {
    return persistence.query(
        em ->
            em.createQuery(
                    "select c from CallRow c where c.callUid = :id or c.callId = :id"
                        + " order by c.invited desc",
                    CallRow.class)
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(CallRow::summary));
  }
}
