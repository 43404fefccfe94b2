package org.sipacc.persistence.url;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A database, ready to connect to: what {@code db_url} or {@code --db} says, translated for JDBC.
 *
 * <p>Understood are OpenSIPS's form {@code mysql://user:password@host[:port]/database} with the
 * schemes {@code mysql}, {@code mariadb}, {@code postgres} and {@code postgresql}, {@code h2:...},
 * and JDBC URLs of these databases. User and password are percent-decoded and taken out of the URL:
 * {@link #jdbcUrl()} can be logged.
 *
 * @param dialect which database it is
 * @param jdbcUrl the JDBC URL, without user and password
 * @param user the user, empty when none is known
 * @param password the password, empty when none is known; {@link #toString()} does not show it
 */
public record DatabaseUrl(DatabaseDialect dialect, String jdbcUrl, String user, String password) {

  /** The user of the embedded database. */
  public static final String EMBEDDED_USER = "sipacc";

  /**
   * Reads a URL that says everything itself.
   *
   * @throws IllegalArgumentException when it cannot be understood; the message says why and never
   *     contains the password
   */
  public static DatabaseUrl parse(String text) {
    return parse(text, DatabaseCredentials.NONE);
  }

  /**
   * Reads a URL; user and password that it does not name come from elsewhere.
   *
   * @throws IllegalArgumentException when it cannot be understood; the message says why and never
   *     contains the password
   */
  public static DatabaseUrl parse(String text, DatabaseCredentials otherwise) {
    String url = text.strip();
    int colon = url.indexOf(':');
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "mysql", "mariadb" -> ServerUrl.parse(url, DatabaseDialect.MARIADB, otherwise);
      case "postgres", "postgresql" -> ServerUrl.parse(url, DatabaseDialect.POSTGRESQL, otherwise);
      case "h2" -> JdbcUrl.parse("jdbc:" + url, otherwise);
      case "jdbc" -> JdbcUrl.parse(url, otherwise);
      default ->
          throw new IllegalArgumentException(
              "a database URL begins with mysql://, mariadb://, postgres://, postgresql://, h2: or"
                  + " jdbc:, as in mysql://user:password@host/database"
                  + (scheme.matches("[a-z][a-z0-9+._-]{0,30}")
                      ? "; this one begins with " + scheme + ":"
                      : ""));
    };
  }

  /**
   * The embedded H2 database of a data directory, as its owner opens it: the first process serves
   * the others through the loopback interface, so {@code h2.bindAddress=127.0.0.1} must be a system
   * property before H2 is loaded. A commit is written before it is acknowledged: by default H2
   * would keep it in memory for half a second, and a killed process take it along. The password is
   * made with the directory and kept in its file {@code db.password}, which only its owner can
   * read.
   *
   * @throws java.io.UncheckedIOException when the password cannot be made or read
   */
  public static DatabaseUrl embedded(Path data) {
    return new DatabaseUrl(
        DatabaseDialect.H2,
        embeddedLocation(data) + ";AUTO_SERVER=TRUE;WRITE_DELAY=0",
        EMBEDDED_USER,
        EmbeddedPassword.of(data));
  }

  /** Whether this is the embedded database of a data directory. */
  public boolean isEmbeddedIn(Path data) {
    return location().equals(embeddedLocation(data));
  }

  private static String embeddedLocation(Path data) {
    return "jdbc:h2:file:" + data.toAbsolutePath().normalize().resolve("db").resolve("sipacc");
  }

  /** The class name of the JDBC driver. */
  public String driverClass() {
    return dialect.driverClass();
  }

  /** The database and where it is, without parameters, user and password: for messages. */
  public String location() {
    return jdbcUrl.split("[?;]", 2)[0];
  }

  @Override
  public String toString() {
    return location() + (user.isEmpty() ? "" : " as user " + user);
  }
}
