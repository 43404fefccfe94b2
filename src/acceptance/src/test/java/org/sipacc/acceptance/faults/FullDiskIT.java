package org.sipacc.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** What callers see while the journal's disk is full, and what is stored of it afterwards. */
@Tag("faults")
@Timeout(120)
@ExtendWith(SipFlowExtension.class)
class FullDiskIT {
  private static final int DISK_MEGABYTES = 32;
  private static final Pattern IN_MEMORY = Pattern.compile("(\\d+) in memory");
  private static final Duration QUIET = Duration.ofMillis(500);

  /** More than a page: what is left of the last one does not hold it. */
  private static final String FILLER = "X-Filler: " + "x".repeat(9_000);

  @Test
  @DisplayName("a full disk refuses new calls by 503; those that were there end and are stored")
  void journalsDiskIsFull(SipFlow flow) {
    Settings settings = Settings.of("full-disk", Repository.testResource("full-disk"));
    try (FullDisk disk = FullDisk.mount(settings.name(), DISK_MEGABYTES);
        SipaccServer server = disk.startServer(settings)) {
      Phone alice = flow.udp("alice");
      Phone bob = flow.udp("bob");
      Talk talking = Talk.ringing(server, alice, bob, "talking").answer();
      Talk ringing = Talk.ringing(server, alice, bob, "ringing");

      disk.fill();
      await().until(() -> !server.logLines("the journal cannot take records").isEmpty());

      Call refused = flow.udp("carol").invite(server.sip(), "sip:late@" + bob.address());
      assertThat(refused.expect(503).header("Retry-After")).contains("10");
      bob.expectSilence(QUIET);
      talking.hangUp();
      ringing.answer().hangUp();
      assertThat(inMemory(server)).as("entries that wait in memory").isPositive();

      disk.empty();
      await().until(() -> !server.logLines("the journal takes records again").isEmpty());

      for (Talk talk : new Talk[] {talking, ringing}) {
        assertThat(server.recordsOf(talk.call.callId()).acc()).hasSize(1);
      }
      Talk.ringing(server, flow.udp("dave"), bob, "afterwards").answer().hangUp();
      server.settle();
      assertThat(server.records().ofCall("calls", refused.callId())).isEmpty();
      assertThat(server.records().ofCall("missed_calls", refused.callId())).isEmpty();
      assertThat(inMemory(server)).as("entries that wait in memory").isZero();
    }
  }

  /** What reconciling says of it; that nothing is missing must be true the while. */
  private static int inMemory(SipaccServer server) {
    Command reconcile = server.command("reconcile");
    String output = String.join("\n", reconcile.output());
    assertThat(reconcile.exit()).as(output).isZero();
    Matcher figure = IN_MEMORY.matcher(output);
    assertThat(figure.find()).as(output).isTrue();
    return Integer.parseInt(figure.group(1));
  }

  private record Talk(Call call, IncomingCall incoming) {
    static Talk ringing(SipaccServer server, Phone caller, Phone callee, String user) {
      Call call = caller.invite(server.sip(), "sip:" + user + "@" + callee.address(), FILLER);
      IncomingCall incoming = callee.expectInvite(call.callId());
      incoming.reply(180);
      call.expect(180);
      return new Talk(call, incoming);
    }

    Talk answer() {
      incoming.reply(200);
      call.expect(200);
      call.ack();
      incoming.expectAck();
      return this;
    }

    void hangUp() {
      Sent bye = call.bye();
      incoming.expectBye().reply(200);
      bye.expect(200, Duration.ofSeconds(1));
    }
  }
}
