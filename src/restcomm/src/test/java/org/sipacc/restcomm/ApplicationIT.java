package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.restcomm.ua.Peer;
import org.sipacc.restcomm.ua.SipMessage;
import org.sipacc.restcomm.ua.TcpPeer;
import org.sipacc.restcomm.ua.UdpPeer;

/** What an application may do beyond relaying: answer, hold, and send requests of the server's. */
class ApplicationIT {

  private static final String HOST = "127.0.0.1";
  private static final Duration SOON = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path base;
  private static TestServer server;
  private static int port;
  private int noted;

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer(base);
    port = TestServer.freePort(HOST);
    server.property(ListenAddress.PROPERTY, "udp:%1$s:%2$d,tcp:%1$s:%2$d".formatted(HOST, port));
    TestArchives.ear(
        server.apps().resolve("app.ear"),
        TestArchives.SIP_XML
            .replace(".ProxyServlet<", ".ActingServlet<")
            .replace(
                "<session-config>",
                "<listener><listener-class>org.sipacc.restcomm.app.ActingServlet</listener-class>"
                    + "</listener><session-config>"));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void rememberWhatWasNoted() throws Exception {
    noted = server.get("/app/journal").body().lines().toList().size();
  }

  /** What the application noted since the test began. */
  private List<String> notes() throws Exception {
    return server.get("/app/journal").body().lines().skip(noted).toList();
  }

  private void awaitNote(String start) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(notes()).anyMatch(note -> note.startsWith(start)));
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Peer udp() throws IOException {
    return new UdpPeer(HOST, address());
  }

  private static String engine(Map<String, String> query, String... routes) throws Exception {
    String parameters =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    for (String route : routes) {
      parameters += "&route=" + encoded(route);
    }
    return server.get("/app/engine?" + parameters).body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> bye(String uri) {
    return Map.of(
        "method", "BYE",
        "uri", uri,
        "from", "\"A\" <sip:a@example.org>;tag=a1",
        "to", "<sip:b@example.org>;tag=b1",
        "callId", "remembered",
        "cseq", "10002",
        "reason", "SIP ;cause=200 ;text=\"ended by command\"");
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new java.util.HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private interface Answering {
    void run() throws Exception;
  }

  /**
   * Sends the request, plays the other party meanwhile, and tells what the application was told.
   */
  private static String send(Map<String, String> query, Answering party, String... routes)
      throws Exception {
    var told = java.util.concurrent.CompletableFuture.supplyAsync(() -> call(query, routes));
    party.run();
    return told.get(60, java.util.concurrent.TimeUnit.SECONDS);
  }

  private static String call(Map<String, String> query, String... routes) {
    try {
      return engine(query, routes);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aByeOfTheServersOwnNeedsNoSession() throws Exception {
    try (Peer party = udp()) {
      AtomicReference<SipMessage> received = new AtomicReference<>();
      String told =
          send(
              bye(Peer.uriOf(party.contact())),
              () -> {
                SipMessage bye = party.expectRequest("BYE");
                received.set(bye);
                assertThat(bye.requestUri()).isEqualTo(Peer.uriOf(party.contact()));
                assertThat(bye.headers("Via")).hasSize(1);
                assertThat(bye.header("Via")).startsWith("SIP/2.0/UDP " + HOST + ":" + port);
                assertThat(bye.header("Max-Forwards")).isEqualTo("70");
                assertThat(bye.header("From")).isEqualTo("\"A\" <sip:a@example.org>;tag=a1");
                assertThat(bye.header("To")).isEqualTo("<sip:b@example.org>;tag=b1");
                assertThat(bye.header("Call-ID")).isEqualTo("remembered");
                assertThat(bye.header("CSeq")).isEqualTo("10002 BYE");
                assertThat(bye.header("Reason")).contains("ended by command");
                assertThat(bye.headers("Contact")).isEmpty();
                assertThat(bye.headers("Route")).isEmpty();
                party.send(bye.reply(100, "Trying", ""));
                party.send(bye.reply(200, "OK", ""));
              });
      assertThat(told).isEqualTo("200 sipacc-own-request-answer true");
      party.send(received.get().reply(500, "Late", ""));
      assertThat(notes()).noneMatch(note -> note.startsWith("doResponse"));
      assertThat(server.log()).doesNotContain("remembered");
    }
  }

  @Test
  void anOwnRequestGoesByTheTransportOfTheTargetElseByTheHint() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String uri = "sip:b@" + HOST + ":" + listening.getLocalPort();
      for (Map<String, String> query :
          List.of(bye(uri + ";transport=tcp"), with(bye(uri), "transport", "tcp"))) {
        String told =
            send(
                query,
                () -> {
                  try (Socket socket = listening.accept();
                      Peer party = new TcpPeer(socket)) {
                    SipMessage bye = party.expectRequest("BYE");
                    assertThat(bye.header("Via")).startsWith("SIP/2.0/TCP " + HOST);
                    party.send(bye.reply(481, "Gone", ""));
                  }
                });
        assertThat(told).startsWith("481 ");
      }
    }
  }

  @Test
  void anOwnRequestFollowsItsRoutes() throws Exception {
    try (Peer proxy = udp()) {
      String loose = "<sip:" + HOST + ":" + proxy.port() + ";lr>";
      String far = "<sip:far.invalid;lr>";
      send(
          bye("sip:b@far.invalid"),
          () -> {
            SipMessage bye = proxy.expectRequest("BYE");
            assertThat(bye.requestUri()).isEqualTo("sip:b@far.invalid");
            assertThat(bye.headers("Route")).containsExactly(loose, far);
            proxy.send(bye.reply(200, "OK", ""));
          },
          loose,
          far);
      String strict = "<sip:" + HOST + ":" + proxy.port() + ">";
      send(
          with(bye("sip:b@far.invalid"), "callId", "strict"),
          () -> {
            SipMessage bye = proxy.expectRequest("BYE");
            assertThat(bye.requestUri()).isEqualTo(Peer.uriOf(strict));
            assertThat(bye.headers("Route")).containsExactly(far, "<sip:b@far.invalid>");
            proxy.send(bye.reply(200, "OK", ""));
          },
          strict,
          far);
    }
  }

  @Test
  void anOwnRequestWithoutAnswerEndsWith408AndOneThatCannotBeSentWith503() throws Exception {
    try (Peer silent = udp()) {
      assertThat(send(bye(Peer.uriOf(silent.contact())), () -> silent.expectRequest("BYE")))
          .startsWith("408 ");
      int closed = TestServer.freePort(HOST);
      assertThat(engine(bye("sip:b@" + HOST + ":" + closed + ";transport=tcp"))).startsWith("503 ");
      assertThat(engine(bye("sip:b@" + HOST + ";transport=sctp"))).startsWith("503 ");
      assertThat(notes()).noneMatch(note -> note.startsWith("doResponse"));
    }
  }

  @Test
  void aTargetThatAcceptsNoConnectionHoldsNoOtherRequestUp() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket();
        Socket second = new Socket();
        Peer party = udp()) {
      first.connect(full.getLocalSocketAddress(), 1000);
      second.connect(full.getLocalSocketAddress(), 1000);
      String told =
          send(
              with(
                  bye("sip:b@" + HOST + ":" + full.getLocalPort() + ";transport=tcp"),
                  "callId",
                  "full"),
              () -> {
                long from = System.nanoTime();
                send(
                    bye(Peer.uriOf(party.contact())),
                    () -> party.send(party.expectRequest("BYE").reply(200, "OK", "")));
                assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(5));
              });
      assertThat(told).startsWith("503 ");
    }
  }

  @Test
  void aMalformedOwnRequestIsRefused() throws Exception {
    Map<String, String> good = bye("sip:b@" + HOST);
    assertThat(engine(with(good, "reason", "x\r\nRoute: <sip:evil>")))
        .contains("headers: has a control character");
    assertThat(engine(with(good, "callId", "x\ny"))).contains("callId: has a control character");
    assertThat(engine(with(good, "method", "INVITE"))).contains("method: 'INVITE'");
    assertThat(engine(with(good, "to", "<sip:b@example.org>"))).contains("from and to");
    assertThat(engine(with(good, "uri", "tel:123"))).contains("uri: 'tel:123'");
    assertThat(engine(with(good, "cseq", "-1"))).contains("cseq");
    assertThat(engine(good, "<sip:a\nb>")).contains("routes: has a control character");
  }

  @Test
  void ownRoutesAreKnown() throws Exception {
    String own = HOST + ":" + port;
    for (String route :
        List.of(
            "<sip:" + own + ";transport=udp;lr>",
            "\"us\" <sip:" + own + ";transport=tcp;lr>;x=y",
            "sip:" + own,
            "<sip:user@" + own + ">")) {
      assertThat(engine(Map.of("own", route))).as(route).isEqualTo("true");
    }
    for (String route :
        List.of("<sip:" + HOST + ":1;lr>", "<sip:" + HOST + ">", "<tel:1>", "rubbish", "")) {
      assertThat(engine(Map.of("own", route))).as(route).isEqualTo("false");
    }
  }

  @Test
  void aCallAnsweredByTheApplicationIsAckedAndEnded() throws Exception {
    try (Peer caller = udp()) {
      caller.send(caller.request("INVITE", "sip:b@" + HOST + ":" + port).with("X-Act", "answer"));
      SipMessage ok = caller.expectResponse(200, "INVITE");
      assertThat(ok.header("To")).contains(";tag=");
      assertThat(ok.header("Contact")).contains(HOST + ":" + port);
      caller.send(caller.ack(ok));
      awaitNote("doAck");
      caller.send(caller.inDialog("BYE", ok, 2).with("X-Act", "answer"));
      caller.expectResponse(200, "BYE");
      assertThat(notes()).contains("doBye");
      awaitNote("sessionDestroyed " + ok.header("Call-ID"));
    }
  }

  @Test
  void aByeAnsweredByTheApplicationGoesNoFurther() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())));
      SipMessage invite = callee.expectRequest("INVITE");
      callee.send(invite.reply(200, "OK", "c1").with("Contact", callee.contact()));
      SipMessage ok = caller.expectResponse(200, "INVITE");
      caller.send(caller.ack(ok));
      callee.expectRequest("ACK");
      caller.send(caller.inDialog("BYE", ok, 2).with("X-Act", "answer"));
      caller.expectResponse(200, "BYE");
      assertThat(callee.getsNo("BYE", SOON)).isTrue();
      assertThat(notes()).containsOnlyOnce("doBye");
      awaitNote("sessionDestroyed " + ok.header("Call-ID"));
    }
  }

  @Test
  void aHeldCallIsRelayedByATimer() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())).with("X-Act", "hold"));
      SipMessage invite = callee.expectRequest("INVITE");
      awaitNote("relayed late");
      assertThat(notes()).contains("timeout of hold, committed false");
      callee.send(invite.reply(200, "OK", "c1").with("Contact", callee.contact()));
      SipMessage ok = caller.expectResponse(200, "INVITE");
      caller.send(caller.ack(ok));
      callee.expectRequest("ACK");
      caller.send(caller.inDialog("BYE", ok, 2));
      callee.send(callee.expectRequest("BYE").reply(200, "OK", ""));
      caller.expectResponse(200, "BYE");
    }
  }

  @Test
  void aHeldCallThatIsCancelledIsNotRelayed() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      SipMessage invite =
          caller.request("INVITE", Peer.uriOf(callee.contact())).with("X-Act", "hold");
      caller.send(invite);
      caller.expectResponse(100, "INVITE");
      caller.send(caller.cancel(invite));
      caller.expectResponse(200, "CANCEL");
      SipMessage terminated = caller.expectFinal("INVITE");
      assertThat(terminated.status()).isEqualTo(487);
      caller.send(caller.ackOfFailure(invite, terminated));
      awaitNote("not relayed");
      assertThat(notes())
          .contains("doCancel true TERMINATED, committed true", "timeout of hold, committed true")
          .anyMatch(note -> note.startsWith("not relayed: java.lang.IllegalStateException"));
      assertThat(callee.getsNo("INVITE", SOON)).isTrue();
    }
  }

  @Test
  void aCancelIsToldBeforeThe487ItBrings() throws Exception {
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
      caller.send(caller.ackOfFailure(invite, caller.expectResponse(487, "INVITE")));
      awaitNote("doResponse 487");
      assertThat(notes()).containsSubsequence("doCancel true EARLY", "doResponse 487 to INVITE");
    }
  }
}
