package org.sipacc.persistence.url;

import java.util.Locale;

/** JDBC URLs: which database, what the driver needs, and user and password taken out. */
final class JdbcUrl {

  private JdbcUrl() {}

  static DatabaseUrl parse(String url, DatabaseCredentials otherwise) {
    String lower = url.toLowerCase(Locale.ROOT);
    if (lower.startsWith("jdbc:h2:")) {
      return parse(url, DatabaseDialect.H2, ";", otherwise);
    }
    if (lower.startsWith("jdbc:postgresql:")) {
      return parse(url, DatabaseDialect.POSTGRESQL, "?", otherwise);
    }
    if (lower.startsWith("jdbc:mariadb:")) {
      return parse(url, DatabaseDialect.MARIADB, "?", otherwise);
    }
    if (lower.startsWith("jdbc:mysql:")) {
      String rest = url.substring("jdbc:mysql:".length());
      return parse("jdbc:mariadb:" + rest, DatabaseDialect.MARIADB, "?", otherwise);
    }
    throw new IllegalArgumentException(
        "a JDBC URL begins with jdbc:h2:, jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql: here;"
            + " other databases have no driver");
  }

  private static DatabaseUrl parse(
      String url, DatabaseDialect dialect, String opening, DatabaseCredentials otherwise) {
    int end = url.indexOf(opening);
    String place = end < 0 ? url : url.substring(0, end);
    if (dialect != DatabaseDialect.H2 && place.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "a JDBC URL names no user before its host: write ?user=...&password=... at its end");
    }
    DriverParameters parameters =
        DriverParameters.parse(
            end < 0 ? "" : url.substring(end + 1), dialect == DatabaseDialect.H2 ? ";" : "&");
    return build(dialect, place, parameters, otherwise);
  }

  /** The finished URL: user and password of the parameters win over those given. */
  static DatabaseUrl build(
      DatabaseDialect dialect,
      String place,
      DriverParameters parameters,
      DatabaseCredentials otherwise) {
    if (parameters.has("tls_domain")) {
      throw new IllegalArgumentException(
          "the database URL's tls_domain belongs to OpenSIPS's tls_mgm: write the driver's"
              + " parameter instead, sslmode=verify-full (PostgreSQL) or sslMode=verify-full"
              + " (MariaDB)");
    }
    String user = parameters.remove("user");
    String password = parameters.remove("password");
    boolean encoded = dialect != DatabaseDialect.H2;
    DatabaseCredentials credentials =
        new DatabaseCredentials(
                encoded ? Percent.decode(user, "user") : user,
                encoded ? Percent.decode(password, "password") : password)
            .orElse(otherwise);
    parameters.addMissing(dialect.defaultParameters());
    String end = encoded ? parameters.joined("?", "&") : parameters.joined(";", ";");
    return new DatabaseUrl(dialect, place + end, credentials.user(), credentials.password());
  }
}
