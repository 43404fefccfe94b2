package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.FreeRadius;
import org.sipacc.acceptance.server.RadiusAccounting;
import org.sipacc.acceptance.server.RadiusRequest;
import org.sipacc.acceptance.server.ServerProcess;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** What the parameters make of RADIUS, and of a start. */
@ExtendWith(SipFlowExtension.class)
class RadiusConfigurationIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  @DisplayName("R05 with a client file, a dictionary, service_type and the full profile")
  void r05(SipFlow flow) {
    FreeRadius radius =
        FreeRadius.started(
            "VENDOR Example 32473",
            "BEGIN-VENDOR Example",
            "ATTRIBUTE Example-Trunk 7 string",
            "END-VENDOR Example");
    RadiusAccounting both = RadiusAccounting.start("radius-full", "radius-full", radius);
    try (radius) {
      Conversation talk =
          Conversation.invited(flow, both.server(), "bob").rings().answered().callerHangsUp();
      List<RadiusRequest> requests = both.requestsOf(talk.callId());
      both.server().close();

      assertThat(requests)
          .extracting(request -> request.only("Acct-Status-Type"))
          .containsExactly("Start", "Stop");
      for (RadiusRequest request : requests) {
        assertThat(request.only("Service-Type")).as("20").isIn("20", "NAS-Port-20");
        assertThat(request.only("Example-Trunk")).isEqualTo("trunk 1");
        assertThat(request.only("User-Name")).isEqualTo("alice");
        assertThat(request.only("Calling-Station-Id")).isEqualTo("alice");
        assertThat(request.only("Called-Station-Id")).isEqualTo("bob");
        assertThat(request.only("Acct-Multi-Session-Id")).matches("[0-9A-Z]{26}");
      }
      RadiusRequest start = requests.get(0);
      RadiusRequest stop = requests.get(1);
      assertThat(start.only("Event-Timestamp")).isEqualTo(stop.only("Event-Timestamp"));
      assertThat(start.only("Acct-Multi-Session-Id")).isEqualTo(stop.only("Acct-Multi-Session-Id"));
      assertThat(start.all("Acct-Session-Time")).isEmpty();
      assertThat(stop.only("Acct-Session-Time")).isEqualTo(stop.only("Sip-Call-Duration"));
      assertThat(stop.only("Acct-Terminate-Cause")).isEqualTo("User-Request");
      List<RadiusRequest> all = radius.all();
      assertThat(all.get(0).only("Acct-Status-Type")).isEqualTo("Accounting-On");
      assertThat(all.get(all.size() - 1).only("Acct-Status-Type")).isEqualTo("Accounting-Off");
    }
  }

  @Test
  @DisplayName(
      "R06 a field that is no attribute stops the start, which names it and the dictionary")
  void r06(@TempDir Path config) throws IOException {
    Files.writeString(config.resolve("secret"), "s3cret");
    Files.writeString(config.resolve("dictionary"), "ATTRIBUTE Company 220 string\n");
    Files.writeString(
        config.resolve("sipacc.yaml"),
        """
        acc:
          aaa_url: "radius:127.0.0.1?secret_file=secret&dictionary=dictionary"
          extra_fields: "aaa: user->Compny"
        """);
    Files.writeString(config.resolve("policy.yaml"), "request: [{do: [relay]}]");

    try (ServerProcess process = SipaccServer.launchNew(Settings.of("refused-radius", config))) {
      assertThat(process.awaitEnd(LIMIT)).isNotZero();
      assertThat(String.join("\n", process.errorLines()))
          .contains("sipacc.yaml:3")
          .contains("acc.extra_fields: no attribute Compny in")
          .contains(config.resolve("dictionary").toString())
          .contains("did you mean Company?")
          .doesNotContain("s3cret");
    }
  }
}
