package org.sipacc.cli;

import java.nio.file.Path;
import java.util.Map;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.url.DatabaseCredentials;
import org.sipacc.persistence.url.DatabaseUrl;
import picocli.CommandLine.Option;

/** Which database is meant: the one that a server with this configuration would have. */
public final class DatabaseChoice {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The embedded database of this data directory.")
  private Path data;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "A database, as in mysql://user:password@host/database (default: that of the"
              + " configuration).")
  private String url;

  /**
   * The database's URL.
   *
   * @throws CommandFailedException if there is none, or it cannot be understood
   */
  public DatabaseUrl url(Parameters parameters) {
    Map<String, String> environment = System.getenv();
    Database database = new Database(environment);
    if (data != null) {
      return database.embedded(data);
    }
    if (url == null && !parameters.databaseEnabled()) {
      throw new CommandFailedException(
          "the configuration has no database, its acc.db_url is empty: name one with --db");
    }
    if (url == null && parameters.databaseUrl().isEmpty()) {
      return database.embedded(DataDirectory.byDefault(environment));
    }
    DatabaseCredentials configured =
        new DatabaseCredentials(
            parameters.get(Catalogue.DB_USER).orElse(""),
            parameters.get(Catalogue.DB_PASSWORD).orElse(""));
    try {
      return database.at(url == null ? parameters.databaseUrl().get() : url, configured);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          (url == null ? "acc.db_url" : "--db") + ": " + e.getMessage(), e);
    }
  }
}
