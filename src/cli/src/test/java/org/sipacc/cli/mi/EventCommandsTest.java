package org.sipacc.cli.mi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class EventCommandsTest {
  private static final String FOR_EVER =
      "{\"id\":\"0a0b0c0d\",\"event\":\"E_ACC_CDR\",\"socket\":\"udp:127.0.0.1:8888\","
          + "\"configured\":true,\"expires\":null,\"state\":\"running\",\"delivered\":12,"
          + "\"errors\":0}";
  private static final String BRIEF =
      "{\"id\":\"1a1b1c1d\",\"event\":\"E_ACC_CDR\",\"socket\":\"tcp:127.0.0.1:9\","
          + "\"configured\":false,\"expires\":\"2026-03-01T12:00:00.250Z\",\"state\":\"outage\","
          + "\"delivered\":0,\"errors\":7}";

  @TempDir private Path data;
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server = ManagementServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void subscriptionsAreListed() {
    server.on("GET /api/subscriptions", 200, list());

    assertThat(server.run("events").out())
        .isEqualTo(
            """
            id        event      socket              expires (UTC)        state    delivered  errors
            --------  ---------  ------------------  -------------------  -------  ---------  ------
            0a0b0c0d  E_ACC_CDR  udp:127.0.0.1:8888  never                running         12       0
            1a1b1c1d  E_ACC_CDR  tcp:127.0.0.1:9     2026-03-01 12:00:00  outage           0       7
            """);
    assertThat(server.run("events", "list", "--json").out())
        .isEqualTo(FOR_EVER + "\n" + BRIEF + "\n");
  }

  @Test
  void subscribingTellsWhenItExpires() {
    server.on("POST /api/subscriptions", 200, BRIEF);

    CommandRun run =
        server.run("events", "subscribe", "E_ACC_CDR", "tcp:127.0.0.1:9", "--expire", "5");

    assertThat(run.out())
        .isEqualTo(
            "subscription 1a1b1c1d of tcp:127.0.0.1:9 to E_ACC_CDR expires at"
                + " 2026-03-01 12:00:00 UTC\n");
    assertThat(server.request().body())
        .isEqualTo("{\"event\":\"E_ACC_CDR\",\"socket\":\"tcp:127.0.0.1:9\",\"expire\":5}");
  }

  @Test
  void openSipsSubscribesForSeconds() {
    server.on("POST /api/subscriptions", 200, BRIEF);

    CommandRun run =
        server.run("event_subscribe", "event=E_ACC_CDR", "tcp:127.0.0.1:9", "expire=1200");

    assertThat(run.out()).isEqualTo("\"OK\"\n");
    assertThat(server.request().body()).endsWith("\"expire\":1200}");
    assertThat(server.run("evi:subscribe", "E_ACC_CDR", "tcp:127.0.0.1:9", "soon").err())
        .contains("expire must be seconds");
  }

  @Test
  void zeroSecondsEndASubscription() {
    server.on("POST /api/subscriptions", 200, BRIEF);
    server.on("DELETE /api/subscriptions/1a1b1c1d", 200, "{\"ended\":\"1a1b1c1d\"}");

    assertThat(server.run("mi", "event_subscribe", "E_ACC_CDR", "tcp:127.0.0.1:9", "0").out())
        .isEqualTo("\"OK\"\n");
    assertThat(server.run("events", "unsubscribe", "1a1b1c1d").out())
        .isEqualTo("subscription 1a1b1c1d has ended\n");
  }

  @Test
  void subscribersAreListedAsOpenSipsWordsIt() {
    server.on("GET /api/subscriptions", 200, list());

    assertThat(compact(server.run("subscribers_list")))
        .isEqualTo(
            "{\"Events\":[{\"name\":\"E_ACC_CDR\",\"id\":0,\"Subscribers\":["
                + "{\"socket\":\"udp:127.0.0.1:8888\",\"expire\":\"never\"},"
                + "{\"socket\":\"tcp:127.0.0.1:9\",\"expire\":0}]}]}");
    assertThat(compact(server.run("evi:subscribers_list", "E_ACC_CDR", "udp:127.0.0.1:8888")))
        .isEqualTo(
            "{\"Event\":{\"name\":\"E_ACC_CDR\",\"id\":0,\"Subscriber\":"
                + "{\"socket\":\"udp:127.0.0.1:8888\",\"expire\":\"never\"}}}");
    assertThat(server.run("subscribers_list", "E_NONE").err()).contains("404 Event not published");
    assertThat(compact(server.run("evi:list")))
        .startsWith("{\"Events\":[{\"name\":\"E_ACC_CDR\",\"id\":0},");
  }

  private static String list() {
    return "{\"subscriptions\":[" + FOR_EVER + "," + BRIEF + "]}";
  }

  private static String compact(CommandRun run) {
    return run.out().replaceAll("\\s+(?=([^\"]*\"[^\"]*\")*[^\"]*$)", "");
  }
}
