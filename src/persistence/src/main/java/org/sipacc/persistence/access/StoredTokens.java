package org.sipacc.persistence.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.entity.TokenRow;

/** Table {@code sipacc_tokens}. Its methods throw a PersistenceException if it cannot be asked. */
public final class StoredTokens {
  private final AccountingPersistence persistence;

  public StoredTokens(AccountingPersistence persistence) {
    this.persistence = persistence;
  }

  /** The token of a hash, whether it still lets in or not. */
  public Optional<TokenRow> ofHash(String hash) {
    return persistence.query(
        em ->
            em
                .createQuery("select t from TokenRow t where t.hash = :hash", TokenRow.class)
                .setParameter("hash", hash)
                .getResultList()
                .stream()
                .findFirst());
  }

  /** All, oldest first. */
  public List<TokenRow> all() {
    return persistence.query(
        em ->
            em.createQuery("select t from TokenRow t order by t.id", TokenRow.class)
                .getResultList());
  }

  public void add(TokenRow token) {
    persistence.change(em -> em.persist(token));
  }

  /**
   * Lets a token in no more.
   *
   * @return false if there is none of that id
   */
  public boolean revoke(String id, Instant at) {
    boolean[] found = new boolean[1];
    persistence.change(
        em -> {
          TokenRow token = em.find(TokenRow.class, id);
          if (token != null) {
            token.revoke(at);
            found[0] = true;
          }
        });
    return found[0];
  }
}
