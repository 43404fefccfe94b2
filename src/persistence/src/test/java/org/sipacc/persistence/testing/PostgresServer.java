package org.sipacc.persistence.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

final class PostgresServer implements DatabaseServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "sipacc";
  private static final String PASSWORD = "te/st";

  private final Path programs = newestPrograms();
  private final ServerProcess process = new ServerProcess("postgres");
  private final AtomicInteger databases = new AtomicInteger();

  PostgresServer() {
    try {
      Files.writeString(process.path("password"), PASSWORD + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.run(
        List.of(
            programs.resolve("initdb").toString(),
            "--pgdata=" + process.path("data"),
            "--username=" + USER,
            "--pwfile=" + process.path("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
  }

  private static Path newestPrograms() {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .max(
              Comparator.comparingInt(
                  version -> Integer.parseInt(version.getFileName().toString())))
          .map(version -> version.resolve("bin"))
          .orElseThrow(() -> new IllegalStateException("no PostgreSQL below " + VERSIONS));
    } catch (IOException e) {
      throw new UncheckedIOException("no PostgreSQL; run bin/install-test-packages", e);
    }
  }

  @Override
  public void start() {
    process.start(
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            process.path("data").toString(),
            "-p",
            Integer.toString(process.port()),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=" + process.path("data"),
            "-c",
            "fsync=off"),
        this::accepts);
  }

  private boolean accepts() {
    try (Connection connection = database("postgres").dataSource().getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public TestDatabase newDatabase() {
    String name = "test" + databases.incrementAndGet();
    database("postgres").execute("create database " + name);
    return database(name);
  }

  private TestDatabase database(String name) {
    return TestDatabase.of(
        "postgres://" + USER + ":te%2Fst@127.0.0.1:" + process.port() + "/" + name);
  }

  @Override
  public void stop() {
    // INT is the fast shutdown: it does not wait for clients to leave.
    process.stop("INT");
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
