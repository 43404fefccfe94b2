package org.sipacc.acceptance.faults;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sipacc.persistence.testing.TestDatabase;
import org.sipacc.persistence.url.DatabaseDialect;

/** Another program that takes every connection the database has, and those it finds taken, too. */
final class ConnectionHoard implements AutoCloseable {
  private static final int MOST_ON_MARIADB = 20;
  private static final int AS_INSTALLED_ON_MARIADB = 151;
  private static final Duration STRUGGLE = Duration.ofSeconds(20);

  private final TestDatabase database;
  private final List<Connection> taken = new ArrayList<>();
  private final List<Long> ids = new ArrayList<>();
  private final boolean mariaDb;

  private ConnectionHoard(TestDatabase database) {
    this.database = database;
    this.mariaDb = database.dialect() == DatabaseDialect.MARIADB;
  }

  static ConnectionHoard of(TestDatabase database) {
    ConnectionHoard hoard = new ConnectionHoard(database);
    if (hoard.mariaDb) {
      database.execute("set global max_connections = " + MOST_ON_MARIADB);
    }
    return hoard;
  }

  /** Ends the connections of others and takes what is free, until nobody else has one. */
  void takeAll() {
    long deadline = System.nanoTime() + STRUGGLE.toNanos();
    fill();
    while (endOthers() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("others get connections all the time");
      }
      fill();
    }
  }

  private void fill() {
    while (true) {
      try {
        Connection connection = database.dataSource().getConnection();
        taken.add(connection);
        ids.add(
            DatabaseFault.number(
                connection, mariaDb ? "select connection_id()" : "select pg_backend_pid()"));
      } catch (SQLException e) {
        // There is none left.
        return;
      }
    }
  }

  private int endOthers() {
    String own = ids.stream().map(String::valueOf).collect(joining(","));
    try {
      Connection connection = taken.get(0);
      List<Long> others = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          var result =
              statement.executeQuery(
                  mariaDb
                      ? "select id from information_schema.processlist where user = 'sipacc'"
                          + " and id not in ("
                          + own
                          + ")"
                      : "select pid from pg_stat_activity where backend_type = 'client backend'"
                          + " and pid not in ("
                          + own
                          + ")")) {
        while (result.next()) {
          others.add(result.getLong(1));
        }
      }
      for (long id : others) {
        end(connection, id);
      }
      return others.size();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void end(Connection connection, long id) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          mariaDb ? "kill connection " + id : "select pg_terminate_backend(" + id + ")");
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("Unknown thread id")) {
        throw new IllegalStateException(e);
      }
      // It ended by itself in the meantime.
    }
  }

  /** Lets all go. */
  @Override
  public void close() {
    for (Connection connection : taken) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    if (mariaDb) {
      database.execute("set global max_connections = " + AS_INSTALLED_ON_MARIADB);
    }
  }
}
