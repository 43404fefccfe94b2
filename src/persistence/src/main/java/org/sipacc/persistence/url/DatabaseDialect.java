package org.sipacc.persistence.url;

/** The databases sipacc speaks, with the JDBC driver of each and how its driver is set up. */
public enum DatabaseDialect {
  /** H2 2.x, embedded in the server's process by default. */
  H2("org.h2.Driver", ""),
  /**
   * PostgreSQL. Time-outs are in seconds. With logServerErrorDetail a refused batch would put every
   * row, callers' numbers included, into its message.
   */
  POSTGRESQL(
      "org.postgresql.Driver",
      "reWriteBatchedInserts=true&connectTimeout=5&socketTimeout=60&tcpKeepAlive=true"
          + "&logServerErrorDetail=false"),
  /** MariaDB, and MySQL by the same driver. Time-outs are in milliseconds. */
  MARIADB("org.mariadb.jdbc.Driver", "connectTimeout=5000&socketTimeout=60000");

  private final String driverClass;
  private final String defaultParameters;

  DatabaseDialect(String driverClass, String defaultParameters) {
    this.driverClass = driverClass;
    this.defaultParameters = defaultParameters;
  }

  /** The class name of the JDBC driver. */
  public String driverClass() {
    return driverClass;
  }

  /** The driver's parameters that a URL gets unless it says otherwise. */
  DriverParameters defaultParameters() {
    return DriverParameters.parse(defaultParameters, "&");
  }
}
