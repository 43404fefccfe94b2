package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.restcomm.ua.Peer;
import org.sipacc.restcomm.ua.SipMessage;
import org.sipacc.restcomm.ua.TcpPeer;
import org.sipacc.restcomm.ua.UdpPeer;

/** Calls through an EAR on one running server. */
class ServerIT {

  private static final String HOST = "127.0.0.1";
  private static final String OTHER_HOST = "127.0.0.2";
  private static final Duration SOON = Duration.ofMillis(700);

  @TempDir static Path base;
  private static TestServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer(base);
    port = TestServer.freePort(HOST);
    server.property(
        ListenAddress.PROPERTY,
        "udp:%1$s:%3$d,tcp:%1$s:%3$d,udp:%2$s:%3$d".formatted(HOST, OTHER_HOST, port));
    TestArchives.ear(server.apps().resolve("app.ear"), TestArchives.SIP_XML);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Peer udp() throws IOException {
    return new UdpPeer(HOST, address());
  }

  private static String journal() throws Exception {
    return server.get("/app/journal").body();
  }

  @Test
  void servletAndListenerAndBeanAreInjected() throws Exception {
    assertThat(journal()).contains("init green sweet cdi true true", "servletInitialized cdi");
  }

  @Test
  void aCallIsProxiedOverUdpAndEveryoneIsTold() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      completeCall(caller, callee);
      assertThat(journal())
          .contains(
              "sessionCreated",
              "INVITE true",
              "factory made sip:bean@example.org",
              "response 200",
              "ACK false",
              "BYE false");
    }
  }

  @Test
  void aCallIsProxiedFromTcpToUdp() throws Exception {
    try (Peer caller = new TcpPeer(address());
        Peer callee = udp()) {
      List<String> recordRoutes = completeCall(caller, callee);
      assertThat(recordRoutes).hasSize(2);
      assertThat(recordRoutes.get(0)).contains("transport=udp");
      assertThat(recordRoutes.get(1)).contains("transport=tcp");
    }
  }

  /** INVITE, 180, 200, ACK, BYE by the callee; tells the Record-Routes the callee saw. */
  private static List<String> completeCall(Peer caller, Peer callee) throws IOException {
    caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())));
    SipMessage invite = callee.expectRequest("INVITE");
    callee.send(invite.reply(180, "Ringing", "c1"));
    caller.expectResponse(180, "INVITE");
    SipMessage answer = invite.reply(200, "OK", "c1").with("Contact", callee.contact());
    callee.send(answer);
    SipMessage ok = caller.expectResponse(200, "INVITE");
    caller.send(caller.ack(ok));
    callee.expectRequest("ACK");
    callee.send(callee.inDialogOfCallee("BYE", invite, answer));
    SipMessage bye = caller.expectRequest("BYE");
    caller.send(bye.reply(200, "OK", ""));
    callee.expectResponse(200, "BYE");
    return invite.headers("Record-Route");
  }

  @Test
  void aCancelledCallEndsWith487() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      SipMessage invite = caller.request("INVITE", Peer.uriOf(callee.contact()));
      caller.send(invite);
      SipMessage received = callee.expectRequest("INVITE");
      callee.send(received.reply(180, "Ringing", "c2"));
      caller.expectResponse(180, "INVITE");
      caller.send(caller.cancel(invite));
      caller.expectResponse(200, "CANCEL");
      callee.send(callee.expectRequest("CANCEL").reply(200, "OK", "c2"));
      callee.send(received.reply(487, "Request Terminated", "c2"));
      SipMessage terminated = caller.expectResponse(487, "INVITE");
      caller.send(caller.ackOfFailure(invite, terminated));
      callee.expectRequest("ACK");
    }
  }

  @Test
  void aTargetAddedAfterAFailureHoldsTheFailureBack() throws Exception {
    try (Peer caller = udp();
        Peer busy = udp();
        Peer callee = udp()) {
      caller.send(
          caller
              .request("INVITE", Peer.uriOf(busy.contact()))
              .with("X-Next", Peer.uriOf(callee.contact())));
      busy.send(busy.expectRequest("INVITE").reply(486, "Busy Here", "b1"));
      SipMessage invite = callee.expectRequest("INVITE");
      callee.send(invite.reply(200, "OK", "c5").with("Contact", callee.contact()));
      SipMessage ok = caller.expectFinal("INVITE");
      assertThat(ok.status()).isEqualTo(200);
      caller.send(caller.ack(ok));
      callee.expectRequest("ACK");
      caller.send(caller.inDialog("BYE", ok, 2));
      callee.send(callee.expectRequest("BYE").reply(200, "OK", ""));
      caller.expectResponse(200, "BYE");
    }
  }

  @Test
  void theApplicationsOwnFinalAnswerIsTheOnlyOne() throws Exception {
    try (Peer caller = udp();
        Peer busy = udp()) {
      SipMessage invite =
          caller.request("INVITE", Peer.uriOf(busy.contact())).with("X-Own-Final", "yes");
      caller.send(invite);
      busy.send(busy.expectRequest("INVITE").reply(486, "Busy Here", "b2"));
      SipMessage answer = caller.expectFinal("INVITE");
      assertThat(answer.startLine()).isEqualTo("SIP/2.0 404 Mine");
      caller.send(caller.ackOfFailure(invite, answer));
      assertThat(caller.getsNoFinal("INVITE", SOON)).isTrue();
    }
  }

  @Test
  void aRequestInADialogWithoutOurRouteIsNotRelayed() throws Exception {
    try (Peer stranger = udp();
        Peer victim = udp()) {
      SipMessage bye =
          stranger
              .request("BYE", Peer.uriOf(victim.contact()))
              .withOnly("To", "<sip:callee@example.org>;tag=foreign");
      stranger.send(bye);
      assertThat(stranger.expectFinal("BYE").status()).isEqualTo(481);
      SipMessage ack =
          stranger
              .request("ACK", Peer.uriOf(victim.contact()))
              .withOnly("To", "<sip:callee@example.org>;tag=foreign");
      stranger.send(ack);
      assertThat(victim.getsNo("BYE", SOON)).isTrue();
      assertThat(victim.getsNo("ACK", SOON)).isTrue();
    }
  }

  @Test
  void aCancelWithoutInviteGets481() throws Exception {
    try (Peer stranger = udp();
        Peer victim = udp()) {
      SipMessage invite = stranger.request("INVITE", Peer.uriOf(victim.contact()));
      stranger.send(stranger.cancel(invite));
      assertThat(stranger.expectFinal("CANCEL").status()).isEqualTo(481);
      assertThat(victim.getsNo("CANCEL", SOON)).isTrue();
    }
  }

  @Test
  void anAnswerToNothingIsPassedOnToNobody() throws Exception {
    try (Peer stranger = udp();
        Peer victim = udp()) {
      SipMessage answer =
          stranger
              .request("INVITE", "sip:nobody@" + HOST)
              .withOnly("Via", "SIP/2.0/UDP " + HOST + ":" + port + ";branch=z9hG4bKmadeup")
              .with("Via", victim.via())
              .reply(200, "OK", "x1")
              .with("Contact", stranger.contact());
      stranger.send(answer);
      stranger.send(answer.with("X-Copy", "2"));
      stranger.send(answer.with("X-Copy", "3"));
      assertThat(victim.getsNoFinal("INVITE", SOON)).isTrue();
    }
  }

  @Test
  void aByeAfterTheEndOfItsCallGets481() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      SipMessage invite = caller.request("INVITE", Peer.uriOf(callee.contact()));
      caller.send(invite);
      SipMessage received = callee.expectRequest("INVITE");
      callee.send(received.reply(200, "OK", "c3").with("Contact", callee.contact()));
      SipMessage ok = caller.expectResponse(200, "INVITE");
      caller.send(caller.ack(ok));
      caller.send(caller.inDialog("INFO", ok, 2).withOnly("Max-Forwards", "0"));
      assertThat(caller.expectFinal("INFO").status()).isEqualTo(483);
      SipMessage strange = ok.withOnly("To", "<sip:callee@example.org>;tag=other");
      caller.send(caller.inDialog("BYE", strange, 2));
      assertThat(caller.expectFinal("BYE").status()).isEqualTo(481);
      caller.send(caller.inDialog("BYE", ok, 3));
      callee.send(callee.expectRequest("BYE").reply(200, "OK", ""));
      caller.expectResponse(200, "BYE");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                caller.send(caller.inDialog("BYE", ok, 4));
                assertThat(caller.expectFinal("BYE").status()).isEqualTo(481);
              });
    }
  }

  @Test
  void aByeWhileRingingIsRelayedToTheCallee() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      SipMessage invite = caller.request("INVITE", Peer.uriOf(callee.contact()));
      caller.send(invite);
      SipMessage received = callee.expectRequest("INVITE");
      callee.send(received.reply(180, "Ringing", "c4").with("Contact", callee.contact()));
      SipMessage ringing = caller.expectResponse(180, "INVITE");
      caller.send(caller.inDialog("BYE", ringing, 2));
      SipMessage bye = callee.expectRequest("BYE");
      assertThat(bye.header("Max-Forwards")).isEqualTo("69");
      assertThat(bye.headers("Route")).isEmpty();
      assertThat(bye.headers("Via")).hasSize(2);
      callee.send(bye.reply(200, "OK", ""));
      assertThat(caller.expectResponse(200, "BYE").headers("Via")).hasSize(1);
      callee.send(received.reply(487, "Request Terminated", "c4"));
      SipMessage terminated = caller.expectResponse(487, "INVITE");
      caller.send(caller.ackOfFailure(invite, terminated));
      callee.expectRequest("ACK");
    }
  }

  @Test
  void malformedRequestsGet400AndDisturbNobody() throws Exception {
    try (Peer stranger = udp();
        Peer caller = udp();
        Peer callee = udp()) {
      SipMessage good = stranger.request("INVITE", Peer.uriOf(callee.contact()));
      for (SipMessage bad :
          List.of(
              good.withOnly("CSeq", "one INVITE"),
              good.withOnly("CSeq", "1 OPTIONS"),
              good.withOnly("From", "<sip:[broken>;tag=1"),
              good.without("To"),
              good.without("Call-ID"),
              good.without("CSeq"),
              good.without("From"),
              good.without("Contact"),
              good.with("Route", "<sip:@@>"),
              good.with("Route", "<tel:123>"))) {
        stranger.send(bad.withOnly("Via", stranger.via()));
        assertThat(stranger.expectStatus()).as(bad.toString()).isEqualTo(400);
      }
      stranger.send("\0\1\2 rubbish\r\n\r\n");
      completeCall(caller, callee);
      assertThat(callee.getsNo("INVITE", SOON)).isTrue();
    }
  }

  @Test
  void aMalformedRequestDoesNotCostTheTcpConnection() throws Exception {
    try (Peer caller = new TcpPeer(address());
        Peer callee = udp()) {
      SipMessage good = caller.request("INVITE", Peer.uriOf(callee.contact()));
      for (SipMessage bad :
          List.of(
              good.withOnly("CSeq", "one INVITE"),
              good.withOnly("From", "<sip:[broken>;tag=1"),
              good.without("Call-ID"))) {
        caller.send(bad.withOnly("Via", caller.via()));
        assertThat(caller.expectStatus()).as(bad.toString()).isEqualTo(400);
      }
      completeCall(caller, callee);
    }
  }

  @Test
  void aCallThatLeavesByAnotherAddressCarriesBothInItsRecordRoute() throws Exception {
    try (Peer caller = udp();
        Peer callee = new UdpPeer(OTHER_HOST, new InetSocketAddress(OTHER_HOST, port))) {
      List<String> recordRoutes = completeCall(caller, callee);
      assertThat(recordRoutes).hasSize(2);
      assertThat(recordRoutes.get(0)).contains(OTHER_HOST);
      assertThat(recordRoutes.get(1)).contains(HOST);
    }
  }

  @Test
  void theSecondAnswerOfAForkReachesTheCallerAndItsDialogWorks() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp();
        Peer other = udp()) {
      forkedCall(caller, callee, other);
    }
  }

  @Test
  void theSecondAnswerOfAForkReachesACallerOnTcp() throws Exception {
    try (Peer caller = new TcpPeer(address());
        Peer callee = udp();
        Peer other = udp()) {
      forkedCall(caller, callee, other);
    }
  }

  /** The callee's side is a proxy that forks: both its targets answer; the other one hangs up. */
  private static void forkedCall(Peer caller, Peer callee, Peer other) throws Exception {
    List<String> before = journal().lines().toList();
    caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())));
    SipMessage invite = callee.expectRequest("INVITE");
    callee.send(invite.reply(200, "OK", "f1").with("Contact", callee.contact()));
    SipMessage first = caller.expectResponse(200, "INVITE");
    caller.send(caller.ack(first));
    callee.expectRequest("ACK");
    SipMessage answer = invite.reply(200, "OK", "f2").with("Contact", other.contact());
    callee.send(answer);
    SipMessage second = caller.expectResponse(200, "INVITE");
    assertThat(second.header("To")).endsWith(";tag=f2");
    assertThat(second.headers("Via")).hasSize(1);
    callee.send(answer.with("X-Copy", "2"));
    assertThat(caller.expectResponse(200, "INVITE").header("X-Copy")).isEqualTo("2");
    caller.send(caller.ack(second));
    assertThat(other.expectRequest("ACK").headers("Route")).isEmpty();
    caller.send(caller.inDialog("INVITE", second, 2));
    SipMessage reInvite = other.expectRequest("INVITE");
    other.send(reInvite.reply(200, "OK", "").with("Contact", other.contact()));
    caller.expectResponse(200, "INVITE");
    caller.send(caller.inDialog("ACK", second, 2));
    other.expectRequest("ACK");
    other.send(other.inDialogOfCallee("BYE", invite, answer));
    caller.send(caller.expectRequest("BYE").reply(200, "OK", ""));
    other.expectResponse(200, "BYE");
    caller.send(caller.inDialog("BYE", first, 2));
    callee.send(callee.expectRequest("BYE").reply(200, "OK", ""));
    caller.expectResponse(200, "BYE");
    List<String> told = journal().lines().skip(before.size()).toList();
    assertThat(told).filteredOn("INVITE true"::equals).hasSize(1);
    assertThat(told).doesNotContain("INVITE false");
    assertThat(told).filteredOn("ACK false"::equals).hasSize(1);
    assertThat(told).filteredOn("BYE false"::equals).hasSize(1);
  }
}
