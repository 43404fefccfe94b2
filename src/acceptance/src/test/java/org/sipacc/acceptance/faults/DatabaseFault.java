package org.sipacc.acceptance.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.TestDatabase;
import org.sipacc.persistence.url.DatabaseDialect;

/** What may befall a database, from its beginning to its end. */
enum DatabaseFault {
  STOPPED_15_S("stopped for 15 s") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      stop(server, Duration.ofSeconds(15));
    }
  },
  STOPPED_60_S("stopped for 60 s") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      stop(server, Duration.ofSeconds(60));
    }
  },
  KILLED("killed -9, restarted") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      server.kill();
      FaultRun.pass(Duration.ofSeconds(3));
      server.start();
    }
  },
  FROZEN_20_S("frozen for 20 s") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      server.freeze();
      try {
        FaultRun.pass(Duration.ofSeconds(20));
      } finally {
        server.thaw();
      }
    }
  },
  OUT_OF_CONNECTIONS("out of connections for 15 s") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      try (ConnectionHoard hoard = ConnectionHoard.of(database)) {
        hoard.takeAll();
        FaultRun.pass(Duration.ofSeconds(15));
      }
    }
  },
  TABLE_LOCKED("table locked for 10 s") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(
            database.dialect() == DatabaseDialect.MARIADB
                ? "lock tables acc write"
                : "lock table acc in access exclusive mode");
        FaultRun.pass(Duration.ofSeconds(10));
        connection.rollback();
        if (database.dialect() == DatabaseDialect.MARIADB) {
          statement.execute("unlock tables");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  },
  COLUMN_DROPPED("column dropped for 10 s") {
    @Override
    void happen(DatabaseServer server, TestDatabase database) {
      database.execute("alter table acc drop column ms_duration");
      FaultRun.pass(Duration.ofSeconds(10));
      database.execute("alter table acc add column ms_duration bigint default 0 not null");
    }
  };

  private final String text;

  DatabaseFault(String text) {
    this.text = text;
  }

  /** Begins, lasts and ends. */
  abstract void happen(DatabaseServer server, TestDatabase database);

  @Override
  public String toString() {
    return text;
  }

  private static void stop(DatabaseServer server, Duration time) {
    server.stop();
    FaultRun.pass(time);
    server.start();
  }

  /** The single number that a query gives. */
  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
