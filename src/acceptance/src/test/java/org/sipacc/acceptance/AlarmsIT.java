package org.sipacc.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.browser.Browser;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.EventSubscriber;
import org.sipacc.acceptance.server.FilledConfiguration;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/**
 * Alarms of a server, told of to a datagram socket, a webhook, the log, the API and the console.
 */
@ExtendWith(SipFlowExtension.class)
class AlarmsIT {
  private static final Duration LOOK = Duration.ofSeconds(45);
  private static final String UP = "calls_up > 0";
  private static final String RATIO = "asr to 4477 < 50% over 10m of 2";
  private static final int REFUSALS = 2;

  private static final List<String> POSTED = new CopyOnWriteArrayList<>();
  private static EventSubscriber datagrams;
  private static HttpServer webhook;
  private static int refused;
  private static SipaccServer server;
  private static ApiClient administrator;

  @BeforeAll
  static void start() throws IOException {
    datagrams = new EventSubscriber();
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext("/alarms", AlarmsIT::take);
    webhook.start();
    server =
        SipaccServer.start(
            Settings.of(
                "alarms",
                FilledConfiguration.of(
                    "alarms",
                    Map.of(
                        "UDP_SOCKET",
                        datagrams.address(),
                        "WEBHOOK",
                        "http://127.0.0.1:" + webhook.getAddress().getPort() + "/alarms"))));
    administrator = ApiClient.administrator(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    webhook.stop(0);
    datagrams.close();
  }

  /** Is not there for the first attempts. */
  private static synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (refused < REFUSALS) {
        refused++;
        exchange.sendResponseHeaders(503, -1);
      } else {
        POSTED.add(exchange.getRequestHeaders().getFirst("X-Sipacc-Signature") + " " + body);
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  private static List<String> about(String rule, List<String> events) {
    return events.stream().filter(event -> event.contains("\"rule\":\"" + rule + "\"")).toList();
  }

  private static String standing(String rule) {
    String alarms = administrator.get("alarms").body();
    int at = alarms.indexOf("{\"rule\":\"" + rule + "\"");
    return alarms.substring(at, alarms.indexOf('}', at));
  }

  @Test
  @DisplayName("an alarm is told of once when it begins and once when it is over")
  void raisedAndCleared(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "up").rings().answered();
    await().atMost(LOOK).until(() -> standing(UP).contains("\"raised\":true"));
    assertThat(standing(UP)).contains("\"value\":1");
    talk.callerHangsUp();
    await().atMost(LOOK).until(() -> standing(UP).contains("\"raised\":false"));

    await().atMost(LOOK).until(() -> about(UP, POSTED).size() >= 2);
    assertThat(about(UP, POSTED)).hasSize(2);
    assertThat(about(UP, POSTED).get(0))
        .startsWith("sha256=")
        .contains("\"type\":\"org.sipacc.E_SIPACC_ALARM\"", "\"state\":\"raised\",\"value\":1.0");
    assertThat(about(UP, POSTED).get(1)).contains("\"state\":\"cleared\",\"value\":0.0");
    assertThat(about(UP, datagrams.events()))
        .hasSize(2)
        .allMatch(event -> event.contains("\"method\":\"E_SIPACC_ALARM\""));
    assertThat(server.logLines("alarm raised: " + UP)).hasSize(1);
  }

  @Test
  @DisplayName(
      "an alarm over the calls to a prefix is raised by them alone, and the console has it")
  void ratio(SipFlow flow) {
    for (int i = 0; i < 2; i++) {
      Conversation refusedCall =
          Conversation.invited(flow.udp("alice"), flow.udp("bob"), server, "447700900123")
              .rings()
              .refused(486, "Busy Here");
      server.recordsOf(refusedCall.callId());
    }
    await().atMost(LOOK).until(() -> standing(RATIO).contains("\"raised\":true"));
    assertThat(standing(RATIO)).contains("\"value\":0");
    assertThat(standing("journal_free < 1")).contains("\"raised\":false");

    try (Browser browser =
        new Browser(server.console()).open("#/").logIn("admin", ApiClient.CHOSEN)) {
      browser.expect("Alarm since");
      browser.expect(RATIO);
      browser.picture("alarm");
    }
  }
}
