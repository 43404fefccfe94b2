package org.sipacc.cli.records;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.persistence.url.DatabaseCredentials;
import org.sipacc.persistence.url.DatabaseUrl;

/** Opens the database that an operator names, or the one of a data directory. */
final class Database {

  private final Map<String, String> environment;

  Database(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The embedded database, whether or not its server is running. It is never created here. */
  Connection embedded(Path data) {
    Path file = data.resolve("db").resolve("sipacc.mv.db");
    if (!Files.exists(file)) {
      throw new CommandFailedException(
          "there is no database in "
              + data.toAbsolutePath().normalize()
              + " yet: start the server with bin/run, name its data directory with --data, or its"
              + " database with --db");
    }
    return open(DatabaseUrl.embedded(data), ";IFEXISTS=TRUE");
  }

  /**
   * The database of a URL.
   *
   * @throws IllegalArgumentException when the URL cannot be understood
   */
  Connection at(String url) {
    return open(DatabaseUrl.parse(url, DatabaseCredentials.fromEnvironment(environment)), "");
  }

  private static Connection open(DatabaseUrl url, String settings) {
    Properties login = new Properties();
    if (!url.user().isEmpty()) {
      login.setProperty("user", url.user());
    }
    if (!url.password().isEmpty()) {
      login.setProperty("password", url.password());
    }
    try {
      return DriverManager.getConnection(url.jdbcUrl() + settings, login);
    } catch (SQLException e) {
      throw new CommandFailedException(
          "cannot open the database " + url + ": " + e.getMessage(), e);
    }
  }
}
