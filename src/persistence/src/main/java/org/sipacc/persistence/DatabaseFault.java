package org.sipacc.persistence;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

/** What is wrong when a database takes no rows, by the SQLSTATE (ISO 9075) and vendor codes. */
public enum DatabaseFault {
  /** The database, or the way to it; the same rows may be taken later. Whatever is not known. */
  OUTAGE,
  /** A table: it is gone, lacks a column, or this user may not write to it. */
  TABLE,
  /** A row: a constraint, a trigger or a column's type refuses it. */
  ROW;

  /** Data, integrity constraint, view's check option, and what routines and triggers raise. */
  private static final Set<String> ROW_CLASSES =
      Set.of("22", "23", "2F", "38", "39", "44", "45", "54", "P0");

  /** Syntax or access, and a schema that is not there. */
  private static final Set<String> TABLE_CLASSES = Set.of("3F", "42");

  /**
   * MariaDB and MySQL errors of a row that have no state of their own: a column without default,
   * wrong value, CHECK (MySQL).
   */
  private static final Set<Integer> MARIADB_ROW = Set.of(1364, 1366, 1265, 1411, 3819, 4025);

  /** Of a table: read-only, crashed, no table to insert into. */
  private static final Set<Integer> MARIADB_TABLE = Set.of(1036, 1194, 1195, 1288, 1471);

  /** H2: no right to write to a table. */
  private static final String H2_NO_RIGHT = "90096";

  /** PostgreSQL: a view that rows cannot be put into. */
  private static final String POSTGRES_NO_TABLE = "55000";

  private static final String STATELESS = "HY000";
  private static final String UNIQUE = "23505";
  private static final String MARIADB_INTEGRITY = "23000";
  private static final Set<Integer> MARIADB_DUPLICATE = Set.of(1062, 1169, 1586);

  /** The fault that an exception tells of. */
  public static DatabaseFault of(Throwable error) {
    if (!(DatabaseErrors.telling(error) instanceof SQLException sql)) {
      return OUTAGE;
    }
    String state = sql.getSQLState() == null ? "" : sql.getSQLState().toUpperCase(Locale.ROOT);
    String type = state.length() < 2 ? "" : state.substring(0, 2);
    boolean stateless = state.isEmpty() || state.equals(STATELESS) || type.equals("01");
    if (ROW_CLASSES.contains(type) || (stateless && MARIADB_ROW.contains(sql.getErrorCode()))) {
      return ROW;
    }
    boolean table =
        TABLE_CLASSES.contains(type)
            || state.equals(H2_NO_RIGHT)
            || state.equals(POSTGRES_NO_TABLE)
            || (stateless && MARIADB_TABLE.contains(sql.getErrorCode()));
    return table ? TABLE : OUTAGE;
  }

  /** Whether a row of the same key is there already. */
  public static boolean isDuplicate(Throwable error) {
    if (!(DatabaseErrors.telling(error) instanceof SQLException sql)) {
      return false;
    }
    return UNIQUE.equals(sql.getSQLState())
        || (MARIADB_INTEGRITY.equals(sql.getSQLState())
            && MARIADB_DUPLICATE.contains(sql.getErrorCode()));
  }

  /** The SQLSTATE and the vendor's code, as in {@code 23514/0}. */
  public static String code(Throwable error) {
    return DatabaseErrors.telling(error) instanceof SQLException sql
        ? sql.getSQLState() + "/" + sql.getErrorCode()
        : error.getClass().getName();
  }
}
