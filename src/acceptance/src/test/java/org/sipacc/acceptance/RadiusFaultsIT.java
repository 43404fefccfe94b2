package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.FreeRadius;
import org.sipacc.acceptance.server.RadiusAccounting;
import org.sipacc.acceptance.server.RadiusRequest;

/**
 * What happens to the RADIUS server touches neither the calls nor the database's records of them,
 * and everything reaches it when it is well again.
 */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // there is one RADIUS server, and each of them ill-treats it
class RadiusFaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static RadiusAccounting both;

  @BeforeAll
  static void start() {
    both = RadiusAccounting.start("radius", "radius-faults", FreeRadius.started());
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  @Test
  @DisplayName("a server that is down and comes back gets what happened meanwhile, once")
  void closedPort(SipFlow flow) {
    both.radius().stop();
    Conversation talk = call(flow);
    Instant ended = Instant.now();
    awaitLog("nobody listens on the port");
    await("its delay is a whole second").until(() -> Instant.now().isAfter(ended.plusSeconds(1)));
    both.radius().start();

    RadiusRequest stop = delivered(talk);

    assertThat(stop.number("Acct-Delay-Time")).isPositive();
  }

  @Test
  @DisplayName("a server that says nothing gets everything when it speaks again")
  void silence(SipFlow flow) {
    both.radius().pause();
    Conversation talk = call(flow);
    awaitLog("no answer to 2 tries");
    both.radius().resume();

    both.settle();
    List<RadiusRequest> requests = both.radius().requests(talk.callId());

    assertThat(requests).as("what lay in its queue is read too").isNotEmpty();
    assertThat(requests)
        .extracting(r -> r.only("Event-Timestamp") + r.only("Sip-Call-MSDuration"))
        .containsOnly(
            requests.get(0).only("Event-Timestamp") + requests.get(0).only("Sip-Call-MSDuration"));
  }

  @Test
  @DisplayName("a server with another secret gets nothing until the secrets agree")
  void wrongSecret(SipFlow flow) {
    both.radius().stop();
    both.radius().secret("another");
    both.radius().start();
    Conversation talk = call(flow);
    awaitLog("a server that has another secret for this client is silent too");
    assertThat(both.radius().requests(talk.callId())).isEmpty();
    both.radius().stop();
    both.radius().secret(FreeRadius.SECRET);
    both.radius().start();

    delivered(talk);
  }

  @Test
  @DisplayName("a restart of the server between two calls loses nothing")
  void restart(SipFlow flow) {
    Conversation first = call(flow);
    both.radius().stop();
    both.radius().start();
    Conversation second = call(flow);

    delivered(first);
    delivered(second);
  }

  /** A call that is in the database at once, whatever the RADIUS server does. */
  private static Conversation call(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow, both.server(), "both").rings().answered().callerHangsUp();
    assertThat(both.server().awaitRows("acc", talk.callId(), 1)).hasSize(1);
    return talk;
  }

  private static void awaitLog(String text) {
    await(text)
        .atMost(PATIENCE)
        .until(() -> !both.server().logLines("aaa takes no", text).isEmpty());
  }

  private static RadiusRequest delivered(Conversation talk) {
    both.radius().awaitRequests(talk.callId(), 1);
    List<RadiusRequest> requests = both.requestsOf(talk.callId());
    assertThat(requests).hasSize(1);
    assertThat(both.server().recordsOf(talk.callId()).acc()).hasSize(1);
    return requests.get(0);
  }
}
