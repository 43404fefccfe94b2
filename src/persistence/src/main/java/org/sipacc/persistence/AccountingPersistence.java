package org.sipacc.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;
import javax.persistence.EntityTransaction;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.sipacc.persistence.unit.PersistenceUnit;

/**
 * The accounting entities of one database.
 *
 * <p>The database is not asked before the first use, and after a failed first use it is asked again
 * at the next: a database that is down does not keep a server from starting.
 */
public final class AccountingPersistence implements AutoCloseable {
  private final DataSource dataSource;
  private final PersistenceSettings settings;
  private EntityManagerFactory factory;
  private boolean closed;

  private AccountingPersistence(DataSource dataSource, PersistenceSettings settings) {
    this.dataSource = dataSource;
    this.settings = settings;
  }

  /**
   * @param dataSource gives connections that take part in no JTA transaction; stays open when this
   *     is closed
   */
  public static AccountingPersistence open(DataSource dataSource, PersistenceSettings settings) {
    return new AccountingPersistence(dataSource, settings);
  }

  public PersistenceSettings settings() {
    return settings;
  }

  /**
   * An entity manager of the caller's own, with resource-local transactions.
   *
   * @throws PersistenceException if the database cannot be asked
   */
  public EntityManager entityManager() {
    return factory().createEntityManager();
  }

  /**
   * Runs queries in an entity manager of their own.
   *
   * @throws PersistenceException if the database cannot be asked
   */
  public <T> T query(Function<EntityManager, T> queries) {
    EntityManager entityManager = entityManager();
    try {
      return queries.apply(entityManager);
    } finally {
      entityManager.close();
    }
  }

  /**
   * Runs changes in a transaction of their own: all of them are stored, or none.
   *
   * @throws PersistenceException if they are not, or it is not known whether they are
   */
  public void change(Consumer<EntityManager> changes) {
    query(
        em -> {
          EntityTransaction transaction = em.getTransaction();
          try {
            transaction.begin();
            changes.accept(em);
            transaction.commit();
          } finally {
            if (transaction.isActive()) {
              transaction.rollback();
            }
          }
          return null;
        });
  }

  /** What is done by a connection. */
  @FunctionalInterface
  public interface SqlWork<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * Does something by a connection in a transaction of its own: all of it is stored, or nothing.
   *
   * @throws PersistenceException if the database cannot be asked, or refuses
   */
  public <T> T inTransaction(SqlWork<T> work) {
    return query(
        em -> {
          EntityTransaction transaction = em.getTransaction();
          try {
            transaction.begin();
            T result = work.with(em.unwrap(Connection.class));
            transaction.commit();
            return result;
          } catch (SQLException e) {
            throw new PersistenceException(
                DatabaseErrors.message(e), DatabaseErrors.withoutValues(e));
          } finally {
            if (transaction.isActive()) {
              transaction.rollback();
            }
          }
        });
  }

  private synchronized EntityManagerFactory factory() {
    if (closed) {
      throw new PersistenceException("the persistence unit is closed");
    }
    if (factory == null) {
      factory = login();
    }
    return factory;
  }

  private EntityManagerFactory login() {
    EntityManagerFactory opened;
    try {
      opened = PersistenceUnit.open(dataSource, settings);
    } catch (SQLException e) {
      throw new PersistenceException(
          "the database cannot be asked: " + DatabaseErrors.message(e),
          DatabaseErrors.withoutValues(e));
    }
    // EclipseLink logs in here, and a factory whose login failed stays unusable.
    boolean usable = false;
    try {
      opened.createEntityManager().close();
      usable = true;
    } finally {
      if (!usable) {
        opened.close();
      }
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (factory != null) {
      factory.close();
      factory = null;
    }
  }
}
