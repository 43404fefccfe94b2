package org.sipacc.service;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.persistence.schema.UnadoptedTablesException;
import org.sipacc.persistence.url.DatabaseUrl;

/** The database's schema, and what an operator types if it is another program's. */
final class AccountingSchema {
  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  private AccountingSchema() {}

  /**
   * Brings the database to the schema that records need.
   *
   * @param words what the command that mends it needs besides, with a blank before it
   * @throws SchemaUnavailableException if the database cannot be reached
   * @throws SchemaException if it refuses, or has tables that lack something; the message names the
   *     command that gives it to them
   */
  static void migrate(
      DataSource dataSource, PersistenceSettings settings, Parameters parameters, String words)
      throws SchemaException, SchemaUnavailableException {
    try {
      SchemaMigration.migrate(dataSource, settings);
    } catch (UnadoptedTablesException e) {
      throw new SchemaException(
          e.getMessage() + "\nOr let this do it, rows and all: " + command(parameters) + words, e);
    }
  }

  /** The command for the database that this server has. */
  static String command(Parameters parameters) {
    String config =
        ServerDirectories.configuration().map(path -> " --config " + quoted(path)).orElse("");
    if (parameters.databaseUrl().isEmpty()) {
      return "bin/sipacc db adopt" + config + " --data " + quoted(ServerDirectories.data());
    }
    // A URL of the configuration or the environment is found there; that of bin/run --db is not.
    boolean given = System.getProperty("sipacc.acc.db_url") != null;
    return "bin/sipacc db adopt"
        + config
        + (given
            ? " --db " + quoted(DatabaseUrl.parse(parameters.databaseUrl().get()).location())
            : "");
  }

  private static String quoted(Path path) {
    return quoted(path.toString());
  }

  private static String quoted(String word) {
    return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
