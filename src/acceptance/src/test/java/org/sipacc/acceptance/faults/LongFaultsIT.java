package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;
import org.sipacc.persistence.url.DatabaseUrl;

/** Every fault on every database that can have it, and thirty ends of the server on each. */
@Tag("faults")
@Tag("long")
@Isolated("set-up times are measured, and servers are killed")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1_200)
class LongFaultsIT {
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int KILLS = 30;

  private Optional<Running> running = Optional.empty();

  /** The databases that are servers. */
  private enum Database {
    MARIADB("MariaDB"),
    POSTGRESQL("PostgreSQL");

    private final String text;

    Database(String text) {
      this.text = text;
    }

    DatabaseServer start() {
      return switch (this) {
        case MARIADB -> DatabaseServers.mariadb();
        case POSTGRESQL -> DatabaseServers.postgresql();
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A server and its database, kept for the faults of one database. */
  private record Running(
      Database kind, DatabaseServer databases, TestDatabase database, SipaccServer server)
      implements AutoCloseable {
    static Running on(Database kind) {
      DatabaseServer databases = kind.start();
      TestDatabase database = databases.newDatabase();
      return new Running(
          kind,
          databases,
          database,
          SipaccServer.start(
              settings("faults-" + kind.name().toLowerCase(Locale.ROOT))
                  .withDatabase(database.url())));
    }

    @Override
    public void close() {
      server.close();
      databases.close();
    }
  }

  static Stream<Arguments> everyFaultOnEveryDatabase() {
    return Stream.of(Database.values())
        .flatMap(
            database ->
                Stream.of(DatabaseFault.values()).map(fault -> Arguments.of(database, fault)));
  }

  @ParameterizedTest(name = "O09 {0} {1} under load touches no call, loses no row")
  @MethodSource("everyFaultOnEveryDatabase")
  void o09(Database kind, DatabaseFault fault) {
    Running now = running(kind);
    try (FaultRun run =
        new FaultRun(
            "database " + fault,
            kind.text,
            now.database().parsed(),
            now.server(),
            CallLoad.Shape.shortCalls(50))) {
      FaultRun.assertUnaffected(
          run.during(BEFORE, () -> fault.happen(now.databases(), now.database())).result(AFTER));
    }
  }

  @Test
  @DisplayName("a journal's disk that takes 4 s for each force under load touches no call")
  void slowDisk() {
    Running now = running(Database.POSTGRESQL);
    try (FaultRun run =
        new FaultRun(
            "journal's disk slow for 15 s",
            now.kind().text,
            now.database().parsed(),
            now.server(),
            CallLoad.Shape.shortCalls(50))) {
      FaultResult result = run.during(BEFORE, () -> slow(now.server())).result(AFTER);

      FaultRun.assertUnaffected(result);
      assertThat(now.server().logLines("the journal's disk is slow")).isNotEmpty();
      assertThat(now.server().logLines("the journal's disk keeps up again")).isNotEmpty();
    }
  }

  private static void slow(SipaccServer server) {
    SlowDisk disk = SlowDisk.of(server.process().pid(), Duration.ofSeconds(4));
    try {
      FaultRun.pass(Duration.ofSeconds(15));
    } finally {
      disk.close();
    }
  }

  @Test
  @DisplayName("thirty ends of the server lose no record, in the embedded H2")
  void killedOnH2() {
    Settings settings = settings("faults-kill-h2");
    killed("embedded H2", settings, () -> DatabaseUrl.embedded(settings.data()));
  }

  @Test
  @DisplayName("thirty ends of the server lose no record, in MariaDB")
  void killedOnMariaDb() {
    try (DatabaseServer databases = DatabaseServers.mariadb()) {
      TestDatabase database = databases.newDatabase();
      killed(
          "MariaDB",
          settings("faults-kill-mariadb").withDatabase(database.url()),
          database::parsed);
    }
  }

  /**
   * @param database asked once the server has made it
   */
  private static void killed(String name, Settings settings, Supplier<DatabaseUrl> database) {
    SipaccServer[] server = {SipaccServer.start(settings)};
    try (FaultRun run =
        new FaultRun(
            "server killed -9 " + KILLS + " times",
            name,
            database.get(),
            server[0],
            CallLoad.Shape.shortCalls(30))) {
      ServerKiller killer = new ServerKiller(KILLS);
      FaultResult result =
          run.during(BEFORE, () -> server[0] = killer.kill(server[0], KILLS, run)).result(AFTER);
      assertThat(result.expected()).as("expected records").isGreaterThan(KILLS * 50);
      FaultRun.assertComplete(result);
    } finally {
      server[0].close();
    }
  }

  private static Settings settings(String name) {
    return Settings.of(name, Repository.testResource("faults"));
  }

  private Running running(Database kind) {
    if (running.filter(now -> now.kind() == kind).isEmpty()) {
      stop();
      running = Optional.of(Running.on(kind));
    }
    return running.orElseThrow();
  }

  @AfterAll
  void stop() {
    running.ifPresent(Running::close);
    running = Optional.empty();
  }
}
