package org.sipacc.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.persistence.EntityManager;
import javax.persistence.EntityTransaction;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.persistence.schema.Identifiers;

/** Asks whether a record's row is in a table, whatever the table's name. */
public final class StoredRows {
  private StoredRows() {}

  /**
   * Whether there is a row of the id; false if there is no such table.
   *
   * @throws PersistenceException if the database cannot be asked
   */
  public static boolean exist(
      AccountingPersistence persistence, String table, TimeOrderedId recordId) {
    return persistence.query(em -> exists(em, table, recordId));
  }

  private static boolean exists(EntityManager em, String table, TimeOrderedId recordId) {
    EntityTransaction transaction = em.getTransaction();
    transaction.begin();
    try {
      return exists(em.unwrap(Connection.class), table, recordId);
    } catch (SQLException e) {
      if (DatabaseFault.of(e) == DatabaseFault.TABLE) {
        return false;
      }
      throw new PersistenceException(DatabaseErrors.message(e), DatabaseErrors.withoutValues(e));
    } finally {
      transaction.rollback();
    }
  }

  /**
   * Whether there is a row of the id.
   *
   * @throws SQLException if the table cannot be asked
   */
  public static boolean exists(Connection connection, String table, TimeOrderedId recordId)
      throws SQLException {
    Identifiers identifiers = Identifiers.of(connection);
    String query =
        "select 1 from "
            + identifiers.quoted(table)
            + " where "
            + identifiers.quoted("record_id")
            + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, recordId.toString());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
