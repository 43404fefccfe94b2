package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/** The journal's disk is full for a while, because another program fills it. */
@Tag("faults")
@Tag("long")
@Isolated("set-up times are measured")
@Timeout(300)
class FullDiskUnderLoadIT {
  private static final int DISK_MEGABYTES = 512;
  private static final Duration BEFORE = Duration.ofSeconds(8);
  private static final Duration FULL = Duration.ofSeconds(15);
  private static final Duration AFTER = Duration.ofSeconds(15);

  @Test
  @DisplayName("a full disk refuses new calls by 503 and loses no record of the others")
  void journalsDiskIsFull() {
    Settings settings = Settings.of("faults-disk", Repository.testResource("faults"));
    try (DatabaseServer databases = DatabaseServers.postgresql();
        FullDisk disk = FullDisk.mount(settings.name(), DISK_MEGABYTES)) {
      TestDatabase database = databases.newDatabase();
      try (SipaccServer server = disk.startServer(settings.withDatabase(database.url()));
          FaultRun run =
              new FaultRun(
                  "journal's disk full for 15 s",
                  "PostgreSQL",
                  database.parsed(),
                  server,
                  CallLoad.Shape.shortCalls(30))) {
        FaultResult result =
            run.during(
                    BEFORE,
                    () -> {
                      disk.fill();
                      FaultRun.pass(FULL);
                      disk.empty();
                    })
                .result(AFTER);

        FaultRun.assertComplete(result);
        assertThat(run.refused()).as("calls refused by 503").isPositive();
        assertThat(result.failed()).as("calls that failed otherwise").isEqualTo(run.refused());
      }
    }
  }
}
