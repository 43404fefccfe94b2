package org.sipacc.persistence.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.persistence.Query;
import org.eclipse.persistence.config.QueryHints;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.sip.digest.DigestAlgorithm;
import org.sipacc.sip.digest.Subscriber;

/** Subscribers in tables of OpenSIPS's module auth_db, whose columns the parameters name. */
public final class StoredSubscribers {
  private static final int SECONDS = 2;

  private final AccountingPersistence persistence;
  private final boolean plain;
  private final boolean useDomain;
  private final boolean sha256;
  private final String columns;
  private final String condition;

  public StoredSubscribers(AccountingPersistence persistence, Parameters parameters) {
    this.persistence = persistence;
    this.plain = parameters.get(Catalogue.CALCULATE_HA1);
    this.useDomain = parameters.get(Catalogue.USE_DOMAIN);
    Optional<String> sha256Column = parameters.get(Catalogue.HASH_COLUMN_SHA256);
    this.sha256 = !plain && sha256Column.isPresent();
    String user = parameters.get(Catalogue.USER_COLUMN);
    this.columns =
        user
            + ", "
            + parameters.get(Catalogue.PASSWORD_COLUMN)
            + (sha256 ? ", " + sha256Column.get() : "");
    this.condition =
        user
            + " = ?1"
            + (useDomain ? " and " + parameters.get(Catalogue.DOMAIN_COLUMN) + " = ?2" : "");
  }

  /**
   * The subscriber of that name.
   *
   * @param table a plain identifier
   * @param domain counts only with {@code use_domain}
   * @throws javax.persistence.PersistenceException if the table cannot be read in time
   */
  public Optional<Subscriber> find(String table, String user, String domain) {
    return persistence.query(
        em -> {
          Query query =
              em.createNativeQuery("select " + columns + " from " + table + " where " + condition)
                  .setHint(QueryHints.JDBC_TIMEOUT, SECONDS)
                  .setParameter(1, user);
          if (useDomain) {
            query.setParameter(2, domain);
          }
          List<?> rows = query.setMaxResults(2).getResultList();
          return rows.stream()
              .map(Object[].class::cast)
              .filter(row -> user.equals(text(row[0])))
              .findFirst()
              .map(this::subscriber);
        });
  }

  private Subscriber subscriber(Object[] row) {
    String secret = text(row[1]);
    if (plain) {
      return new Subscriber(Optional.of(secret).filter(s -> !s.isEmpty()), Map.of());
    }
    Map<DigestAlgorithm, String> hashes = new HashMap<>();
    put(hashes, DigestAlgorithm.MD5, secret);
    if (sha256) {
      put(hashes, DigestAlgorithm.SHA_256, text(row[2]));
    }
    return new Subscriber(Optional.empty(), hashes);
  }

  private static void put(
      Map<DigestAlgorithm, String> hashes, DigestAlgorithm algorithm, String hash) {
    if (!hash.isEmpty()) {
      hashes.put(algorithm, hash);
    }
  }

  /** A column of fixed width is filled up with blanks. */
  private static String text(Object value) {
    return value == null ? "" : value.toString().strip();
  }
}
