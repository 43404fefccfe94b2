package org.sipacc.persistence.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * The history of the tables with fixed names.
 *
 * <p>The scripts are named here and not searched for: Flyway cannot look into the archives of every
 * container.
 */
final class FlywayMigrations {
  private static final String HISTORY = "sipacc_schema_history";
  private static final List<String> SCRIPTS =
      List.of(
          "V1__calls_and_cursors.sql",
          "V2__stored_totals.sql",
          "V3__foreign_byes.sql",
          "V4__logins.sql",
          "V5__call_search.sql",
          "V6__callee_country.sql",
          "V7__rollups.sql",
          "V8__removed_rows.sql",
          "V9__request_delays.sql");

  private FlywayMigrations() {}

  static void migrate(DataSource dataSource, DatabaseDialect dialect)
      throws SchemaException, SchemaUnavailableException {
    try {
      Flyway.configure(FlywayMigrations.class.getClassLoader())
          .loggers(FlywayLog.Creator.class.getName())
          .dataSource(dataSource)
          .table(HISTORY)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .baselineDescription("what was there before sipacc")
          .resourceProvider(new Scripts(dialect))
          .javaMigrationClassProvider(List::of)
          .load()
          .migrate();
    } catch (FlywayException e) {
      String message = "the tables cannot be migrated: " + DatabaseErrors.message(e);
      if (DatabaseErrors.isConnectionLoss(e)) {
        throw new SchemaUnavailableException(message, DatabaseErrors.withoutValues(e));
      }
      throw new SchemaException(
          message + " (the database user needs the right to create tables)",
          DatabaseErrors.withoutValues(e));
    }
  }

  private record Scripts(DatabaseDialect dialect) implements ResourceProvider {
    @Override
    public LoadableResource getResource(String name) {
      return SCRIPTS.contains(name)
          ? new MigrationScript(dialect.name().toLowerCase(Locale.ROOT), name)
          : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return SCRIPTS.stream()
          .filter(name -> name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
          .map(this::getResource)
          .toList();
    }
  }
}
