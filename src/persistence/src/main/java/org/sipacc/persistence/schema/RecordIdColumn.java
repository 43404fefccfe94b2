package org.sipacc.persistence.schema;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * Column {@code record_id}. Our records bring their own id; a row of another program gets a UUID
 * from the database, so that no row is without one and no two have the same.
 *
 * @param databaseGivesIds whether the database takes an expression as a column's default: MariaDB
 *     from 10.2, MySQL from 8.0.13, PostgreSQL from 13, H2
 */
record RecordIdColumn(DatabaseDialect dialect, boolean databaseGivesIds) {
  static final String NAME = "record_id";

  /** The characters of a UUID; ours have less. */
  static final int WIDTH = 36;

  static RecordIdColumn of(DatabaseDialect dialect, DatabaseMetaData database) throws SQLException {
    return new RecordIdColumn(
        dialect,
        switch (dialect) {
          case H2 -> true;
          case POSTGRESQL -> database.getDatabaseMajorVersion() >= 13;
          case MARIADB -> mariaDbGivesIds(database);
        });
  }

  private static boolean mariaDbGivesIds(DatabaseMetaData database) throws SQLException {
    int major = database.getDatabaseMajorVersion();
    if (major != 8 || !database.getDatabaseProductName().equalsIgnoreCase("MySQL")) {
      return major > 8;
    }
    String[] parts = database.getDatabaseProductVersion().split("[^0-9]+");
    return database.getDatabaseMinorVersion() > 0
        || (parts.length > 2 && Integer.parseInt(parts[2]) >= 13);
  }

  /** Without regard to upper and lower case, ids of ours could be taken for the same. */
  String type() {
    return "varchar(" + WIDTH + ")" + binary(dialect);
  }

  String inNewTable() {
    return type() + (databaseGivesIds ? " default (" + uuid() + ")" : "") + " not null";
  }

  /** An expression that is another UUID for each row. */
  String uuid() {
    return switch (dialect) {
      case H2 -> "random_uuid()";
      case POSTGRESQL -> "gen_random_uuid()::text";
      case MARIADB -> "uuid()";
    };
  }

  /** What makes a text column know upper and lower case. */
  static String binary(DatabaseDialect dialect) {
    return switch (dialect) {
      case H2 -> "";
      case POSTGRESQL -> " collate \"C\"";
      case MARIADB -> " character set ascii collate ascii_bin";
    };
  }
}
