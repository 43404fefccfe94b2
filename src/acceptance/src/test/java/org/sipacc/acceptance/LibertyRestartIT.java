package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** Open Liberty cannot route the requests of calls from before: it closes them at its start. */
@Isolated("the server is started twice: the scenarios with a stopwatch need the processors")
@ExtendWith(SipFlowExtension.class)
class LibertyRestartIT {
  private static final List<String> LIBERTY = List.of("--container", "liberty");

  @Test
  @DisplayName("on Liberty calls from before a kill are closed with the last moment they were seen")
  void sweep(SipFlow flow) {
    Settings settings = Settings.of("liberty-killed", Repository.testResource("restart"));
    SipaccServer killed = SipaccServer.start(settings, LIBERTY);
    Conversation up;
    Conversation ringing;
    Instant lastSign;
    try {
      up = Conversation.invited(flow, killed, "f02").rings().answered().talks();
      ringing = Conversation.invited(flow, killed, "f02").rings();
      lastSign = Instant.now();
    } finally {
      killed.kill();
    }
    try (SipaccServer server = SipaccServer.restart(settings, LIBERTY)) {
      CallRecords records = server.recordsOf(up.callId());
      assertThat(records.acc()).hasSize(1);
      RowAssert.assertThat(records.acc().get(0)).isOkOf(up.call(), "tt1");
      assertThat(records.acc().get(0).number("ms_duration"))
          .isBetween(
              Conversation.TALK.toMillis() - 250,
              Duration.between(up.call().answeredAt(), lastSign).toMillis() + 250);
      assertThat(records.summary().text("evidence")).isEqualTo("last seen after restart");
      assertThat(records.summary().text("ended_by")).isEqualTo("UNKNOWN");

      CallRecords unanswered = server.recordsOf(ringing.callId());
      assertThat(unanswered.acc()).isEmpty();
      assertThat(unanswered.missed()).hasSize(1);
    }
  }
}
