package org.sipacc.persistence.search;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.persistence.EntityManager;
import javax.persistence.EntityTransaction;
import javax.persistence.PersistenceException;
import javax.persistence.TypedQuery;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.CursoredStream;
import org.sipacc.persistence.AccountingPersistence;

/**
 * Runs a query for a page of rows, or streams all of them in bounded memory.
 *
 * @param <T> the entity
 */
final class Rows<T> {
  private static final int AT_ONCE = 1000;
  private static final String TIMEOUT_MILLIS = "javax.persistence.query.timeout";

  private final AccountingPersistence persistence;
  private final Class<T> entity;
  private final Duration longest;

  /**
   * @param longest how long a page may take; a stream may take as long as its taker
   */
  Rows(AccountingPersistence persistence, Class<T> entity, Duration longest) {
    this.persistence = persistence;
    this.entity = entity;
    this.longest = longest;
  }

  /**
   * At most so many.
   *
   * @throws PersistenceException if the database cannot be asked, or took too long, which {@link
   *     org.sipacc.persistence.DatabaseErrors#isTimeout} tells
   */
  List<T> page(String jpql, Conditions conditions, int limit) {
    return persistence.query(
        em ->
            query(em, jpql, conditions)
                .setHint(TIMEOUT_MILLIS, Math.toIntExact(longest.toMillis()))
                .setMaxResults(limit)
                .getResultList());
  }

  /**
   * Hands all of them on, one after the other. Each hint and each step here is needed: without any
   * one of them some driver reads everything first, or everything read stays in memory.
   */
  void each(String jpql, Conditions conditions, Consumer<T> taker) {
    EntityManager em = persistence.entityManager();
    EntityTransaction transaction = em.getTransaction();
    try {
      transaction.begin();
      if (em.unwrap(Connection.class) == null) {
        throw new PersistenceException("the database gave no connection");
      }
      TypedQuery<T> query =
          query(em, jpql, conditions)
              .setHint(QueryHints.CURSOR, HintValues.TRUE)
              .setHint(QueryHints.CURSOR_PAGE_SIZE, AT_ONCE)
              .setHint(QueryHints.CURSOR_INITIAL_SIZE, AT_ONCE)
              .setHint(QueryHints.JDBC_FETCH_SIZE, AT_ONCE);
      CursoredStream rows = (CursoredStream) query.unwrap(JpaQuery.class).getResultCursor();
      try {
        hand(rows, em, taker);
      } finally {
        rows.close();
      }
    } finally {
      if (transaction.isActive()) {
        transaction.rollback();
      }
      em.close();
    }
  }

  private void hand(CursoredStream rows, EntityManager em, Consumer<T> taker) {
    int taken = 0;
    while (!rows.atEnd()) {
      taker.accept(entity.cast(rows.read()));
      taken++;
      if (taken % AT_ONCE == 0) {
        rows.releasePrevious();
        em.clear();
      }
    }
  }

  /** The query with its parameters. */
  TypedQuery<T> query(EntityManager em, String jpql, Conditions conditions) {
    TypedQuery<T> query = em.createQuery(jpql, entity);
    conditions.parameters().forEach(query::setParameter);
    return query;
  }
}
