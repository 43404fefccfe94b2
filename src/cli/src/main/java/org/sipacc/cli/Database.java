package org.sipacc.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.sipacc.persistence.url.DatabaseCredentials;
import org.sipacc.persistence.url.DatabaseUrl;

/** The database that an operator names, or the one of a data directory. */
public final class Database {

  private final Map<String, String> environment;

  /**
   * @param environment says user and password where a URL does not
   */
  public Database(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The embedded database, whether or not its server is running. It is never created here.
   *
   * @throws CommandFailedException if there is none
   */
  public DatabaseUrl embedded(Path data) {
    Path file = data.resolve("db").resolve("sipacc.mv.db");
    if (!Files.exists(file)) {
      throw new CommandFailedException(
          "there is no database in "
              + data.toAbsolutePath().normalize()
              + " yet: start the server with bin/run, name its data directory with --data, or its"
              + " database with --db");
    }
    DatabaseUrl url = DatabaseUrl.embedded(data);
    return new DatabaseUrl(
        url.dialect(), url.jdbcUrl() + ";IFEXISTS=TRUE", url.user(), url.password());
  }

  /**
   * The database of a URL.
   *
   * @param otherwise user and password, where neither the URL nor the environment says them
   * @throws IllegalArgumentException when the URL cannot be understood
   */
  public DatabaseUrl at(String url, DatabaseCredentials otherwise) {
    return DatabaseUrl.parse(
        url, DatabaseCredentials.fromEnvironment(environment).orElse(otherwise));
  }

  /**
   * A connection of the caller's own, each statement on which is a transaction of its own.
   *
   * @throws CommandFailedException if there is none to be had
   */
  public static Connection open(DatabaseUrl url) {
    Properties login = new Properties();
    if (!url.user().isEmpty()) {
      login.setProperty("user", url.user());
    }
    if (!url.password().isEmpty()) {
      login.setProperty("password", url.password());
    }
    try {
      return DriverManager.getConnection(url.jdbcUrl(), login);
    } catch (SQLException e) {
      throw new CommandFailedException(
          "cannot open the database " + url + ": " + e.getMessage(), e);
    }
  }
}
