package org.sipacc.persistence.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

final class MariaDbServer implements DatabaseServer {
  private static final String USER = "sipacc";
  private static final String PASSWORD = "te/st";

  private final ServerProcess process = new ServerProcess("mysql");
  private final AtomicInteger databases = new AtomicInteger();

  MariaDbServer() {
    process.run(
        List.of(
            "mariadb-install-db",
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--datadir=" + process.path("data")));
    try {
      Files.writeString(
          process.path("init.sql"),
          "create user if not exists '"
              + USER
              + "'@'%' identified by '"
              + PASSWORD
              + "';\n"
              + "grant all on *.* to '"
              + USER
              + "'@'%' with grant option;\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    process.start(
        List.of(
            "/usr/sbin/mariadbd",
            "--no-defaults",
            "--datadir=" + process.path("data"),
            "--socket=" + process.path("socket"),
            "--pid-file=" + process.path("pid"),
            "--init-file=" + process.path("init.sql"),
            "--bind-address=127.0.0.1",
            "--port=" + process.port(),
            "--skip-name-resolve",
            "--innodb-buffer-pool-size=64M",
            "--innodb-flush-log-at-trx-commit=0"),
        this::accepts);
  }

  private boolean accepts() {
    try (Connection connection = database("mysql").dataSource().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public TestDatabase newDatabase() {
    String name = "test" + databases.incrementAndGet();
    database("mysql").execute("create database " + name);
    return database(name);
  }

  private TestDatabase database(String name) {
    return TestDatabase.of("mysql://" + USER + ":te%2Fst@127.0.0.1:" + process.port() + "/" + name);
  }

  @Override
  public void stop() {
    process.stop("TERM");
  }

  @Override
  public void kill() {
    process.stop("KILL");
  }

  @Override
  public void freeze() {
    process.signal("STOP");
  }

  @Override
  public void thaw() {
    process.signal("CONT");
  }

  @Override
  public void close() {
    stop();
    process.remove();
  }
}
