package org.sipacc.persistence;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.persistence.entity.ForeignByeRow;

/** Reads table {@code foreign_byes}. */
public final class StoredForeignByes {
  private static final int AT_ONCE = 1000;

  private StoredForeignByes() {}

  /**
   * Takes the BYEs that other nodes saw of one node's calls, each until it is settled.
   *
   * @param taker called for each, in the order of their journal entries; once it returns, the BYE
   *     is not told again, unless the database fails just then
   * @return how many there were, a bounded number at once
   * @throws PersistenceException if the database cannot be asked
   */
  public static int take(AccountingPersistence persistence, int node, Consumer<ForeignBye> taker) {
    List<ForeignByeRow> unsettled =
        persistence.query(
            em ->
                em.createQuery(
                        "select b from ForeignByeRow b"
                            + " where b.owner = :node and b.settled is null order by b.recordId",
                        ForeignByeRow.class)
                    .setParameter("node", node)
                    .setMaxResults(AT_ONCE)
                    .getResultList());
    unsettled.forEach(row -> taker.accept(row.bye()));
    if (!unsettled.isEmpty()) {
      persistence.change(
          em -> unsettled.forEach(row -> em.merge(row).settle(Clock.systemUTC().instant())));
    }
    return unsettled.size();
  }
}
