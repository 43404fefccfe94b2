package org.sipacc.persistence.url;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenSIPS's form of a database URL: {@code scheme://user:password@host:port/database}. */
final class ServerUrl {

  private static final Pattern PLACE =
      Pattern.compile(
          "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?])"
              + "(:(?<port>[0-9]{1,5}))?/(?<database>[^/?#;&]+)");

  private ServerUrl() {}

  static DatabaseUrl parse(String url, DatabaseDialect dialect, DatabaseCredentials otherwise) {
    String scheme = url.substring(0, url.indexOf(':'));
    String form = "write " + scheme + "://user:password@host:port/database";
    if (!url.startsWith("://", scheme.length())) {
      throw new IllegalArgumentException(
          "the database URL lacks // after " + scheme + ": (" + form + ")");
    }
    String rest = url.substring(scheme.length() + 3);
    int at = rest.lastIndexOf('@');
    DatabaseCredentials own =
        at < 0 ? DatabaseCredentials.NONE : credentials(rest.substring(0, at));
    String[] placeAndQuery = rest.substring(at + 1).split("\\?", 2);
    Matcher place = PLACE.matcher(placeAndQuery[0]);
    if (!place.matches()) {
      throw new IllegalArgumentException(
          "the database URL has no host and database after the user ("
              + form
              + "; a / or @ inside the password is written %2F or %40)");
    }
    DriverParameters parameters =
        DriverParameters.parse(placeAndQuery.length == 2 ? placeAndQuery[1] : "", "&");
    return JdbcUrl.build(
        dialect,
        "jdbc:" + jdbcScheme(dialect) + "://" + place.group("host") + port(place) + database(place),
        parameters,
        own.orElse(otherwise));
  }

  private static String jdbcScheme(DatabaseDialect dialect) {
    return dialect == DatabaseDialect.POSTGRESQL ? "postgresql" : "mariadb";
  }

  private static DatabaseCredentials credentials(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new DatabaseCredentials(Percent.decode(userInfo, "user"), "")
        : new DatabaseCredentials(
            Percent.decode(userInfo.substring(0, colon), "user"),
            Percent.decode(userInfo.substring(colon + 1), "password"));
  }

  private static String port(Matcher place) {
    String port = place.group("port");
    if (port == null) {
      return "";
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65535) {
      throw new IllegalArgumentException(
          "the database URL's port is " + port + ": a port is a number from 1 to 65535");
    }
    return ":" + number;
  }

  private static String database(Matcher place) {
    String name = Percent.decode(place.group("database"), "database");
    if (!name.matches("[\\p{L}\\p{N}_$.-]+")) {
      throw new IllegalArgumentException(
          "the database URL's database is '"
              + name
              + "': letters, digits, _, $, . and - are possible here; give a JDBC URL for others");
    }
    return "/" + name;
  }
}
