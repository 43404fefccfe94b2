package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.restcomm.ua.Peer;
import org.sipacc.restcomm.ua.SipMessage;
import org.sipacc.restcomm.ua.UdpPeer;

/** What a stop by SIGTERM does to calls. */
class DrainIT {

  private static final String HOST = "127.0.0.1";

  @TempDir Path base;

  private static UdpPeer peer(int port) throws IOException {
    return new UdpPeer(HOST, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private TestServer server(int port, int drainSeconds) throws IOException {
    TestServer server =
        new TestServer(base)
            .property(ListenAddress.PROPERTY, "udp:" + HOST + ":" + port)
            .property(DrainTime.PROPERTY, Integer.toString(drainSeconds));
    TestArchives.ear(
        server.apps().resolve("app.ear"),
        TestArchives.SIP_XML.replace(".ProxyServlet<", ".OrphanServlet<"));
    return server.start();
  }

  private static SipMessage answered(Peer caller, Peer callee, SipMessage invite)
      throws IOException {
    callee.send(invite.reply(200, "OK", "c1").with("Contact", callee.contact()));
    SipMessage ok = caller.expectResponse(200, "INVITE");
    caller.send(caller.ack(ok));
    callee.expectRequest("ACK");
    return ok;
  }

  private static SipMessage ringing(Peer caller, Peer callee) throws IOException {
    caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())));
    SipMessage invite = callee.expectRequest("INVITE");
    callee.send(invite.reply(180, "Ringing", "c1"));
    caller.expectResponse(180, "INVITE");
    return invite;
  }

  private static void hangUp(Peer caller, Peer callee, SipMessage ok) throws IOException {
    caller.send(caller.inDialog("BYE", ok, 2));
    callee.send(callee.expectRequest("BYE").reply(200, "OK", ""));
    caller.expectResponse(200, "BYE");
  }

  private static int statusOfNewCall(Peer stranger) throws IOException {
    SipMessage invite = stranger.request("INVITE", Peer.uriOf(stranger.contact()));
    stranger.send(invite);
    SipMessage reply = stranger.expectFinal("INVITE");
    stranger.send(stranger.ackOfFailure(invite, reply));
    return reply.status();
  }

  @Test
  void aStopLetsTheCallsEndAndTakesNoNewOnes() throws Exception {
    int port = TestServer.freePort(HOST);
    try (TestServer server = server(port, 300);
        Peer caller = peer(port);
        Peer callee = peer(port);
        Peer secondCaller = peer(port);
        Peer secondCallee = peer(port);
        Peer stranger = peer(port)) {
      SipMessage up = answered(caller, callee, ringing(caller, callee));
      SipMessage ringing = ringing(secondCaller, secondCallee);
      server.terminate();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.log().contains("the stop waits for 2 calls, 300 s"));
      assertThat(statusOfNewCall(stranger)).isEqualTo(503);
      SipMessage second = answered(secondCaller, secondCallee, ringing);
      hangUp(caller, callee, up);
      assertThat(server.isRunning()).isTrue();
      hangUp(secondCaller, secondCallee, second);
      server.waitForExit();
      assertThat(server.log()).contains("the stop goes on with 0 calls open");
    }
  }

  @Test
  void aStopWaitsNoLongerThanItMay() throws Exception {
    int port = TestServer.freePort(HOST);
    try (TestServer server = server(port, 2);
        Peer caller = peer(port);
        Peer callee = peer(port)) {
      answered(caller, callee, ringing(caller, callee));
      server.stop();
      assertThat(server.log())
          .contains("the stop waits for 1 calls, 2 s", "the stop goes on with 1 calls open");
    }
  }
}
