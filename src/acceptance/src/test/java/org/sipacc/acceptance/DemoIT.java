package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.browser.Browser;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** A server to look around in. */
@ExtendWith(SipFlowExtension.class)
class DemoIT {
  private static final Duration ROLLED_UP = Duration.ofSeconds(60);

  @Test
  @DisplayName(
      "--demo fills an empty database with calls that say what they are, once, and real ones are"
          + " taken beside them")
  void demo(SipFlow flow) {
    Settings settings =
        Settings.withoutConfiguration("demo")
            .withEnvironment(Map.of("SIPACC_SIPACC_ROLLUP_INTERVAL", "1"));
    SipaccServer server = SipaccServer.start(settings, List.of("--demo"));
    try {
      int calls = demoRows(server, "calls");
      assertThat(calls).isBetween(10_000, 13_000);
      assertThat(demoRows(server, "acc") + demoRows(server, "missed_calls")).isEqualTo(calls);
      ApiClient administrator = ApiClient.administrator(server);
      assertThat(
              administrator.get("calls?limit=100").body().split("\"user_agent\":\"sipacc demo\""))
          .hasSize(101);
      Conversation real =
          Conversation.invited(flow, server, "bob").rings().answered().callerHangsUp();
      assertThat(server.recordsOf(real.callId()).acc()).hasSize(1);
      await()
          .atMost(ROLLED_UP)
          .until(() -> administrator.get("rollups").body().contains("\"complete\":true"));
      Command reconcile = server.command("reconcile", "--since", "2000-01-01T00:00:00Z");
      assertThat(reconcile.exit()).as(reconcile.output().toString()).isZero();
      try (Browser browser =
          new Browser(server.console()).open("#/").logIn("admin", ApiClient.CHOSEN)) {
        browser.size(1000, 640).expect("Answers today").expect("486").picture("demo-overview");
        browser.size(1000, 800).open("#/reports").expect("ASR").picture("demo-reports");
        browser.press("Most calls at once").expect("First at").picture("demo-peaks");
      }

      server.close();
      server = SipaccServer.restart(settings, List.of("--demo"));
      assertThat(demoRows(server, "calls")).isEqualTo(calls);
    } finally {
      server.close();
    }
  }

  private static int demoRows(SipaccServer server, String table) {
    return server.records().ofCallsLike(table, "demo-").size();
  }
}
