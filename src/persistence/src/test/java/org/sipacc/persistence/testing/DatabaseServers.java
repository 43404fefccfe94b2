package org.sipacc.persistence.testing;

/**
 * Starts database servers for tests: on loopback, on a free port, with a data directory of their
 * own, as an unprivileged user. {@code bin/install-test-packages} installs what they need.
 */
public final class DatabaseServers {
  private DatabaseServers() {}

  /** MariaDB of Debian's package {@code mariadb-server}. */
  public static DatabaseServer mariadb() {
    return started(new MariaDbServer());
  }

  /** PostgreSQL of Debian's package {@code postgresql}. */
  public static DatabaseServer postgresql() {
    return started(new PostgresServer());
  }

  /** H2 in this process's memory. */
  public static DatabaseServer h2() {
    return new H2InMemory();
  }

  private static DatabaseServer started(DatabaseServer server) {
    boolean up = false;
    try {
      server.start();
      up = true;
      return server;
    } finally {
      if (!up) {
        server.close();
      }
    }
  }
}
