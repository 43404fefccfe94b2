package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Many calls at once. */
@Isolated("the scenarios with a stopwatch need the processors")
@RunningServer("acceptance")
class LoadIT {
  private static final int CALLS = 200;
  private static final long SEED = 39;

  @Test
  @DisplayName("E39 200 concurrent calls with crossing BYEs give exactly 200 rows")
  void e39(SipFlow flow, SipaccServer server) {
    Phone alice = flow.udp("alice").retransmitting().patient(Duration.ofSeconds(20));
    Phone bob = flow.udp("bob").retransmitting().patient(Duration.ofSeconds(20));
    List<Conversation> talks = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      Call call = alice.invite(server.sip(), "sip:e39@" + bob.address());
      talks.add(new Conversation(call, bob.expectInvite(call.callId())).rings());
    }
    talks.forEach(Conversation::answered);

    List<Sent> byes = new ArrayList<>();
    Random random = new Random(SEED);
    for (Conversation talk : talks) {
      boolean crossing = random.nextInt(100) < 5;
      boolean byCaller = random.nextBoolean();
      if (crossing || byCaller) {
        byes.add(talk.call().bye());
      }
      if (crossing || !byCaller) {
        byes.add(talk.incoming().bye());
      }
      if (crossing || byCaller) {
        talk.incoming().expectBye().reply(200);
      }
      if (crossing || !byCaller) {
        talk.call().expectBye().reply(200);
      }
    }
    byes.forEach(bye -> bye.expect(200, Duration.ofSeconds(20)));

    String start = talks.get(0).callId().replaceAll("-1@.*", "-");
    await("all summaries")
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.records().ofCallsLike("calls", start).size() >= CALLS);
    server.settle();

    assertThat(byes).hasSizeGreaterThan(CALLS);
    assertThat(server.records().ofCallsLike("calls", start)).hasSize(CALLS);
    assertThat(server.records().ofCallsLike("acc", start))
        .extracting(row -> row.text("callid"))
        .containsExactlyInAnyOrderElementsOf(talks.stream().map(Conversation::callId).toList());
    for (Conversation talk : talks) {
      RowAssert.assertThat(server.records().ofCall("acc", talk.callId()).get(0))
          .isCdrOf(talk.call(), "tt1", talk.call());
    }
  }
}
