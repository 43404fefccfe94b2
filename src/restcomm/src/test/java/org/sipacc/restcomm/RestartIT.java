package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.restcomm.ua.Peer;
import org.sipacc.restcomm.ua.SipMessage;
import org.sipacc.restcomm.ua.TcpPeer;
import org.sipacc.restcomm.ua.UdpPeer;

/** Calls that were up or ringing when the server was killed, after it has been started again. */
class RestartIT {

  private static final String HOST = "127.0.0.1";
  private static final Duration SOON = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  @TempDir static Path base;
  private static TestServer server;
  private static int port;
  private static final Map<String, Call> CALLS = new HashMap<>();

  /** Where parties on TCP can be reached again when their connection is gone. */
  private static final Map<String, ServerSocket> TCP_PARTIES = new HashMap<>();

  private static SipMessage cancelledInvite;

  /**
   * A call of the first run.
   *
   * @param invite as the callee got it
   * @param answer the callee's last
   * @param answered as the caller got it
   */
  private record Call(
      Peer caller, Peer callee, SipMessage invite, SipMessage answer, SipMessage answered) {

    String id() {
      return invite.header("Call-ID");
    }

    SipMessage byCaller(String method, int cseq) {
      return caller.inDialog(method, answered, cseq);
    }

    SipMessage byCallee(String method) {
      return callee.inDialogOfCallee(method, invite, answer);
    }
  }

  @BeforeAll
  static void killAndStartAgain() throws Exception {
    server = new TestServer(base);
    port = TestServer.freePort(HOST);
    server
        .property(ListenAddress.PROPERTY, "udp:%1$s:%2$d,tcp:%1$s:%2$d".formatted(HOST, port))
        .property("sipacc.data", base.resolve("data").toString());
    TestArchives.ear(
        server.apps().resolve("app.ear"),
        TestArchives.SIP_XML
            .replace(".ProxyServlet<", ".OrphanServlet<")
            .replace(
                "<session-config>",
                "<listener><listener-class>org.sipacc.restcomm.app.OrphanServlet</listener-class>"
                    + "</listener><session-config>"));
    server.start();
    for (String name :
        List.of(
            "callerHangsUp",
            "calleeHangsUp",
            "reInvite",
            "reInviteFails",
            "reInviteIsCancelled",
            "forged",
            "refused",
            "gone",
            "failing",
            "silent",
            "spent",
            "looping",
            "strict",
            "unreachable",
            "blackHole",
            "besideIt")) {
      CALLS.put(name, up(name, udp(), udp()));
    }
    Peer callee = udp();
    CALLS.put("fixed", up("fixed-" + callee.port(), udp(), callee));
    for (String name : List.of("callerOnTcp", "calleeOnTcp", "bothOnTcp")) {
      ServerSocket party = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      party.setSoTimeout((int) PATIENCE.toMillis());
      TCP_PARTIES.put(name, party);
    }
    CALLS.put("callerOnTcp", up("callerOnTcp", new TcpPeer(address()), udp()));
    CALLS.put("calleeOnTcp", calleeOnTcp("calleeOnTcp", udp()));
    CALLS.put("bothOnTcp", calleeOnTcp("bothOnTcp", new TcpPeer(address())));
    for (String name : List.of("ringing", "busy", "unknown", "cancelled")) {
      CALLS.put(name, ringing(name, udp(), udp()));
    }
    server.kill();
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    for (ServerSocket party : TCP_PARTIES.values()) {
      party.close();
    }
    for (Call call : CALLS.values()) {
      call.caller().close();
      call.callee().close();
    }
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Peer udp() throws IOException {
    return new UdpPeer(HOST, address());
  }

  private static Peer accept(String name) throws IOException {
    return new TcpPeer(TCP_PARTIES.get(name).accept());
  }

  private static String tcpContact(String name) {
    int tcpPort = TCP_PARTIES.get(name).getLocalPort();
    return "<sip:ua@" + HOST + ":" + tcpPort + ";transport=tcp>";
  }

  private static SipMessage invite(String name, Peer caller, String target) {
    SipMessage invite =
        caller.request("INVITE", target).withOnly("Call-ID", name + "-" + UUID.randomUUID());
    return name.equals("callerOnTcp") ? invite.withOnly("Contact", tcpContact(name)) : invite;
  }

  private static Call up(String name, Peer caller, Peer callee) throws IOException {
    caller.send(invite(name, caller, Peer.uriOf(callee.contact())));
    return answer(caller, callee);
  }

  private static Call calleeOnTcp(String name, Peer caller) throws IOException {
    caller.send(invite(name, caller, Peer.uriOf(tcpContact(name))));
    return answer(caller, accept(name));
  }

  private static Call answer(Peer caller, Peer callee) throws IOException {
    SipMessage invite = callee.expectRequest("INVITE");
    SipMessage answer = invite.reply(200, "OK", "c1").with("Contact", callee.contact());
    callee.send(answer);
    SipMessage ok = caller.expectResponse(200, "INVITE");
    caller.send(caller.ack(ok));
    callee.expectRequest("ACK");
    return new Call(caller, callee, invite, answer, ok);
  }

  private static Call ringing(String name, Peer caller, Peer callee) throws IOException {
    SipMessage sent = invite(name, caller, Peer.uriOf(callee.contact()));
    caller.send(sent);
    if (name.equals("cancelled")) {
      cancelledInvite = sent;
    }
    SipMessage invite = callee.expectRequest("INVITE");
    SipMessage ringing = invite.reply(180, "Ringing", "c1").with("Contact", callee.contact());
    callee.send(ringing);
    return new Call(caller, callee, invite, ringing, caller.expectResponse(180, "INVITE"));
  }

  private static List<String> notes(Call call) throws Exception {
    return server
        .get("/app/journal")
        .body()
        .lines()
        .filter(line -> line.contains(call.id()))
        .toList();
  }

  private static List<String> notes(Call call, String kind) throws Exception {
    return notes(call).stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.replace(call.id() + " ", ""))
        .toList();
  }

  private static void awaitReplies(Call call, String... replies) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(notes(call, "reply")).containsExactly(replies));
  }

  @Test
  void theCallersByeReachesTheCallee() throws Exception {
    Call call = CALLS.get("callerHangsUp");
    SipMessage sent = call.byCaller("BYE", 2);
    call.caller().send(sent);
    SipMessage bye = call.callee().expectRequest("BYE");
    assertThat(bye.header("Max-Forwards")).isEqualTo("69");
    assertThat(bye.headers("Route")).isEmpty();
    assertThat(bye.headers("Via")).hasSize(2);
    assertThat(bye.header("Via")).startsWith("SIP/2.0/UDP " + HOST + ":" + port + ";");
    assertThat(bye.requestUri()).isEqualTo(Peer.uriOf(call.callee().contact()));
    call.caller().send(sent.with("X-Copy", "2"));
    SipMessage copy = call.callee().expectRequest("BYE");
    assertThat(copy.header("X-Copy")).isEqualTo("2");
    assertThat(copy.header("Via")).isEqualTo(bye.header("Via"));
    call.callee().send(bye.reply(200, "OK", ""));
    SipMessage ok = call.caller().expectResponse(200, "BYE");
    assertThat(ok.headers("Via")).hasSize(1);
    awaitReplies(call, "reply BYE 2 200");
    call.callee().send(bye.reply(200, "OK", "").with("X-Copy", "2"));
    assertThat(call.caller().expectResponse(200, "BYE").header("X-Copy")).isEqualTo("2");
    call.caller().send(sent.with("X-Copy", "3"));
    assertThat(call.callee().expectRequest("BYE").header("X-Copy")).isEqualTo("3");
    try (Peer victim = udp()) {
      String away = sent.startLine().replace(sent.requestUri(), Peer.uriOf(victim.contact()));
      call.caller().sendUntil(new SipMessage(away, sent.lines(), ""), 481);
      assertThat(victim.getsNo("BYE", SOON)).isTrue();
    }
    assertThat(notes(call, "decide")).containsExactly("decide BYE 2");
    assertThat(notes(call, "reply")).containsExactly("reply BYE 2 200");
    assertThat(notes(call, "facts").get(0))
        .contains(
            "source=udp:" + HOST + ":" + call.caller().port(),
            "fromTag=",
            "toTag=c1",
            "uri=" + bye.requestUri(),
            "contact=" + call.caller().contact(),
            "receivedNanos=",
            "signature=",
            "app_id=");
  }

  @Test
  void theCalleesByeReachesTheCaller() throws Exception {
    Call call = CALLS.get("calleeHangsUp");
    call.callee().send(call.byCallee("BYE"));
    SipMessage bye = call.caller().expectRequest("BYE");
    assertThat(bye.headers("Route")).isEmpty();
    call.caller().send(bye.reply(200, "OK", ""));
    call.callee().expectResponse(200, "BYE");
    awaitReplies(call, "reply BYE 1 200");
  }

  @Test
  void aCallGoesOnAfterARestart() throws Exception {
    Call call = CALLS.get("reInvite");
    call.caller().send(call.byCaller("INVITE", 2));
    SipMessage invite = call.callee().expectRequest("INVITE");
    call.callee().send(invite.reply(180, "Ringing", ""));
    call.caller().expectResponse(180, "INVITE");
    call.callee().send(invite.reply(200, "OK", "").with("Contact", "<sip:new@192.0.2.1>"));
    call.caller().expectResponse(200, "INVITE");
    call.caller().send(call.byCaller("ACK", 2));
    assertThat(call.callee().expectRequest("ACK").headers("Route")).isEmpty();
    call.caller().send(call.byCaller("INFO", 3));
    call.callee().send(call.callee().expectRequest("INFO").reply(200, "OK", ""));
    call.caller().expectResponse(200, "INFO");
    call.callee().send(call.byCallee("BYE"));
    call.caller().send(call.caller().expectRequest("BYE").reply(481, "Unknown", ""));
    call.callee().expectResponse(481, "BYE");
    awaitReplies(call, "reply INVITE 2 200", "reply INFO 3 200", "reply BYE 1 481");
    assertThat(notes(call, "decide"))
        .containsExactly("decide INVITE 2", "decide ACK 2", "decide INFO 3", "decide BYE 1");
  }

  @Test
  void theAckToAFailureHasTheBranchOfItsInvite() throws Exception {
    Call call = CALLS.get("reInviteFails");
    SipMessage sent = call.byCaller("INVITE", 2);
    call.caller().send(sent);
    SipMessage invite = call.callee().expectRequest("INVITE");
    call.callee().send(invite.reply(488, "Not Acceptable Here", ""));
    SipMessage failure = call.caller().expectResponse(488, "INVITE");
    call.caller()
        .send(call.caller().ackOfFailure(sent, failure).withAll("Route", sent.headers("Route")));
    assertThat(call.callee().expectRequest("ACK").header("Via")).isEqualTo(invite.header("Via"));
    awaitReplies(call, "reply INVITE 2 488");
    assertThat(notes(call, "decide")).containsExactly("decide INVITE 2");
  }

  @Test
  void theCancelOfAReInviteFollowsIt() throws Exception {
    Call call = CALLS.get("reInviteIsCancelled");
    SipMessage sent = call.byCaller("INVITE", 2);
    SipMessage cancel = call.caller().cancel(sent).withAll("Route", sent.headers("Route"));
    call.caller().send(cancel.withOnly("Via", call.caller().via()));
    assertThat(call.caller().expectFinal("CANCEL").status()).isEqualTo(481);
    call.caller().send(sent);
    SipMessage invite = call.callee().expectRequest("INVITE");
    call.caller().send(cancel);
    SipMessage cancelled = call.callee().expectRequest("CANCEL");
    assertThat(cancelled.header("Via")).isEqualTo(invite.header("Via"));
    call.callee().send(cancelled.reply(200, "OK", ""));
    call.caller().expectResponse(200, "CANCEL");
    call.callee().send(invite.reply(487, "Request Terminated", ""));
    call.caller().expectResponse(487, "INVITE");
    awaitReplies(call, "reply INVITE 2 487");
    assertThat(notes(call, "decide")).containsExactly("decide INVITE 2");
  }

  @Test
  void aForgedRouteOrNoneRelaysNothing() throws Exception {
    Call call = CALLS.get("forged");
    SipMessage good = call.byCaller("BYE", 2);
    for (SipMessage forged :
        List.of(
            good.withOnly("Call-ID", "stolen-" + UUID.randomUUID()),
            good.withOnly("Route", good.header("Route").replace("appname=", "appname=x")),
            good.withOnly("Route", "<sip:" + HOST + ":" + port + ";transport=udp;lr>"),
            good.without("Route"))) {
      call.caller().send(forged.withOnly("Via", call.caller().via()));
      assertThat(call.caller().expectFinal("BYE").status()).as(forged.toString()).isEqualTo(481);
    }
    call.caller().send(call.byCaller("ACK", 1).withOnly("Call-ID", "stolen-" + UUID.randomUUID()));
    assertThat(call.callee().getsNo("BYE", SOON)).isTrue();
    assertThat(call.callee().getsNo("ACK", SOON)).isTrue();
    assertThat(notes(call, "decide")).isEmpty();
  }

  @Test
  void whatTheApplicationRefusesIsAnsweredAsItSays() throws Exception {
    Map<String, String> answers =
        Map.of(
            "refused", "SIP/2.0 481 Call leg/Transaction does not exist",
            "gone", "SIP/2.0 410 No More",
            "failing", "SIP/2.0 500 Server Internal Error");
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      Call call = CALLS.get(answer.getKey());
      SipMessage bye = call.byCaller("BYE", 2);
      call.caller().send(bye);
      assertThat(call.caller().expectFinal("BYE").startLine()).isEqualTo(answer.getValue());
      call.caller().send(bye.with("X-Copy", "2"));
      call.caller().send(call.byCaller("ACK", 1));
      assertThat(call.callee().getsNo("BYE", SOON)).isTrue();
      assertThat(call.callee().getsNo("ACK", SOON)).isTrue();
      assertThat(notes(call, "decide")).filteredOn("decide BYE 2"::equals).hasSize(1);
      assertThat(notes(call, "reply")).isEmpty();
    }
  }

  @Test
  void aRequestGoesOnlyWhereTheApplicationSaysTheCallIs() throws Exception {
    Call call = CALLS.get("fixed");
    SipMessage good = call.byCaller("BYE", 2);
    try (Peer victim = udp()) {
      String away = Peer.uriOf(victim.contact());
      for (SipMessage forged :
          List.of(
              good.with("Route", "<" + away + ";lr>"),
              new SipMessage(
                  good.startLine().replace(good.requestUri(), away), good.lines(), ""))) {
        call.caller().send(forged.withOnly("Via", call.caller().via()));
        assertThat(call.caller().expectFinal("BYE").status()).as(forged.toString()).isEqualTo(481);
      }
      assertThat(victim.getsNo("BYE", SOON)).isTrue();
    }
    assertThat(notes(call, "reply")).isEmpty();
    call.caller().send(good.withOnly("Via", call.caller().via()));
    call.callee().send(call.callee().expectRequest("BYE").reply(200, "OK", ""));
    call.caller().expectResponse(200, "BYE");
    awaitReplies(call, "reply BYE 2 200");
  }

  @Test
  void aCallerOnTcpHangsUpByANewConnection() throws Exception {
    Call call = CALLS.get("callerOnTcp");
    try (Peer caller = new TcpPeer(address())) {
      caller.send(caller.inDialog("BYE", call.answered(), 2));
      SipMessage bye = call.callee().expectRequest("BYE");
      assertThat(bye.header("Via")).startsWith("SIP/2.0/UDP");
      assertThat(bye.headers("Route")).isEmpty();
      call.callee().send(bye.reply(200, "OK", ""));
      caller.expectResponse(200, "BYE");
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(notes(call, "reply")).contains("reply BYE 2 200"));
      assertThat(notes(call, "facts"))
          .anyMatch(facts -> facts.contains("source=tcp:" + HOST + ":" + caller.port()));
    }
  }

  @Test
  void aCallerOnTcpIsReachedByANewConnection() throws Exception {
    Call call = CALLS.get("callerOnTcp");
    call.callee().send(call.byCallee("INFO"));
    try (Peer caller = accept("callerOnTcp")) {
      SipMessage info = caller.expectRequest("INFO");
      assertThat(info.header("Via")).startsWith("SIP/2.0/TCP");
      caller.send(info.reply(200, "OK", ""));
      call.callee().expectResponse(200, "INFO");
    }
  }

  @Test
  void aCalleeOnTcpIsReachedByANewConnection() throws Exception {
    Call call = CALLS.get("calleeOnTcp");
    call.caller().send(call.byCaller("INFO", 2));
    try (Peer callee = accept("calleeOnTcp")) {
      SipMessage info = callee.expectRequest("INFO");
      assertThat(info.header("Via")).startsWith("SIP/2.0/TCP");
      callee.send(info.reply(200, "OK", ""));
      call.caller().expectResponse(200, "INFO");
      callee.send(callee.inDialogOfCallee("BYE", call.invite(), call.answer()));
      SipMessage bye = call.caller().expectRequest("BYE");
      assertThat(bye.header("Via")).startsWith("SIP/2.0/UDP");
      call.caller().send(bye.reply(200, "OK", ""));
      callee.expectResponse(200, "BYE");
    }
    awaitReplies(call, "reply INFO 2 200", "reply BYE 1 200");
  }

  @Test
  void requestsOfACallOverTcpKeepTheirOrder() throws Exception {
    Call call = CALLS.get("bothOnTcp");
    try (Peer caller = new TcpPeer(address())) {
      int most = 20;
      for (int cseq = 2; cseq <= most; cseq++) {
        caller.send(caller.inDialog("INFO", call.answered(), cseq));
      }
      try (Peer callee = accept("bothOnTcp")) {
        for (int cseq = 2; cseq <= most; cseq++) {
          SipMessage info = callee.expectRequest("INFO");
          assertThat(Peer.cseqNumber(info)).isEqualTo(cseq);
          callee.send(info.reply(200, "OK", ""));
          caller.expectResponse(200, "INFO");
        }
      }
    }
    assertThat(notes(call, "decide")).hasSize(19);
  }

  @Test
  void aPartyThatCannotBeReachedOrDoesNotAnswerIsToldOf() throws Exception {
    Call silent = CALLS.get("silent");
    silent.caller().send(silent.byCaller("BYE", 2));
    silent.callee().expectRequest("BYE");
    Call call = CALLS.get("unreachable");
    String closed = "sip:ua@" + HOST + ":" + TestServer.freePort(HOST) + ";transport=tcp";
    SipMessage bye = call.byCaller("BYE", 2);
    SipMessage unreachable =
        new SipMessage(bye.startLine().replace(bye.requestUri(), closed), bye.lines(), "");
    call.caller().send(unreachable);
    assertThat(call.caller().expectFinal("BYE").status()).isEqualTo(503);
    call.caller().send(unreachable.with("X-Copy", "2"));
    awaitReplies(call, "reply BYE 2 503");
    assertThat(notes(call, "decide")).containsExactly("decide BYE 2");
    awaitReplies(silent, "reply BYE 2 408");
  }

  @Test
  void aTargetThatAcceptsNoConnectionHoldsNoOtherRequestUp() throws Exception {
    Call call = CALLS.get("blackHole");
    Call beside = CALLS.get("besideIt");
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket();
        Socket second = new Socket()) {
      first.connect(full.getLocalSocketAddress(), 1000);
      second.connect(full.getLocalSocketAddress(), 1000);
      String away = "sip:ua@" + HOST + ":" + full.getLocalPort() + ";transport=tcp";
      for (int cseq = 2; cseq < 30; cseq++) {
        SipMessage info = call.byCaller("INFO", cseq);
        call.caller()
            .send(
                new SipMessage(
                    info.startLine().replace(info.requestUri(), away), info.lines(), ""));
      }
      long from = System.nanoTime();
      beside.caller().send(beside.byCaller("BYE", 2));
      beside.callee().send(beside.callee().expectRequest("BYE").reply(200, "OK", ""));
      beside.caller().expectResponse(200, "BYE");
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
      assertThat(call.caller().expectFinal("INFO").status()).isEqualTo(503);
    }
  }

  @Test
  void aRequestThatIsForwardedTooOftenOrLoopsIsAnswered() throws Exception {
    Call spent = CALLS.get("spent");
    spent.caller().send(spent.byCaller("BYE", 2).withOnly("Max-Forwards", "0"));
    assertThat(spent.caller().expectFinal("BYE").status()).isEqualTo(483);
    awaitReplies(spent, "reply BYE 2 483");
    Call call = CALLS.get("looping");
    call.caller().send(call.byCaller("BYE", 2));
    SipMessage bye = call.callee().expectRequest("BYE");
    SipMessage back =
        SipMessage.of(bye.startLine())
            .with("Via", call.callee().via())
            .withAll("Via", bye.headers("Via"))
            .with("Route", call.answered().headers("Record-Route").get(0));
    for (String name : List.of("Max-Forwards", "From", "To", "Call-ID", "CSeq")) {
      back = back.with(name, bye.header(name));
    }
    call.callee().send(back);
    assertThat(call.callee().expectFinal("BYE").status()).isEqualTo(482);
  }

  @Test
  void strictRoutersOnBothSidesAreServed() throws Exception {
    Call call = CALLS.get("strict");
    SipMessage loose = call.byCaller("INFO", 2);
    SipMessage fromStrict =
        new SipMessage(
                loose.startLine().replace(loose.requestUri(), Peer.uriOf(loose.header("Route"))),
                loose.lines(),
                "")
            .withOnly("Route", "<" + loose.requestUri() + ">");
    call.caller().send(fromStrict);
    SipMessage info = call.callee().expectRequest("INFO");
    assertThat(info.requestUri()).isEqualTo(loose.requestUri());
    assertThat(info.headers("Route")).isEmpty();
    call.callee().send(info.reply(200, "OK", ""));
    call.caller().expectResponse(200, "INFO");
    try (Peer strict = udp()) {
      String router = "sip:" + HOST + ":" + strict.port();
      call.caller().send(call.byCaller("BYE", 3).with("Route", "<" + router + ">"));
      SipMessage bye = strict.expectRequest("BYE");
      assertThat(bye.requestUri()).isEqualTo(router);
      assertThat(bye.headers("Route")).containsExactly("<" + loose.requestUri() + ">");
    }
  }

  @Test
  void aCallThatRangComesUpAndEnds() throws Exception {
    Call call = CALLS.get("ringing");
    SipMessage answer =
        call.invite().reply(200, "OK", "c1").with("Contact", call.callee().contact());
    call.callee().send(answer);
    SipMessage ok = call.caller().expectResponse(200, "INVITE");
    assertThat(ok.headers("Via")).hasSize(1);
    call.callee().send(answer.with("X-Copy", "2"));
    assertThat(call.caller().expectResponse(200, "INVITE").header("X-Copy")).isEqualTo("2");
    call.caller().send(call.caller().ack(ok));
    call.callee().expectRequest("ACK");
    call.caller().send(call.caller().inDialog("BYE", ok, 2));
    call.callee().send(call.callee().expectRequest("BYE").reply(200, "OK", ""));
    call.caller().expectResponse(200, "BYE");
    awaitReplies(call, "reply BYE 2 200");
    assertThat(notes(call, "late")).containsExactly("late 200");
    assertThat(notes(call, "facts").get(0))
        .contains(
            "target=udp:" + HOST + ":" + call.caller().port(),
            "source=udp:" + HOST + ":" + call.callee().port(),
            "contact=" + call.callee().contact(),
            "recordRoutes=[<sip:",
            "cseq=1",
            "toTag=c1");
  }

  @Test
  void theFailureOfACallThatRangReachesTheCallerAndIsAcknowledged() throws Exception {
    Call call = CALLS.get("busy");
    call.callee().send(call.invite().reply(486, "Busy Here", "c1"));
    call.caller().expectResponse(486, "INVITE");
    SipMessage ack = call.callee().expectRequest("ACK");
    assertThat(ack.headers("Via")).containsExactly(call.invite().header("Via"));
    assertThat(ack.header("CSeq")).isEqualTo("1 ACK");
    assertThat(notes(call, "late")).containsExactly("late 486");
  }

  @Test
  void anAnswerThatTheApplicationDoesNotAwaitIsDropped() throws Exception {
    Call call = CALLS.get("unknown");
    call.callee()
        .send(call.invite().reply(200, "OK", "c1").with("Contact", call.callee().contact()));
    assertThat(call.caller().getsNoFinal("INVITE", SOON)).isTrue();
    call.callee().send(call.invite().reply(200, "OK", "c1").with("X-Copy", "2"));
    assertThat(call.caller().getsNoFinal("INVITE", SOON)).isTrue();
    assertThat(notes(call, "late")).isNotEmpty();
    assertThat(server.log()).doesNotContain("the via header branch");
  }

  @Test
  void theCancelOfACallThatRangFindsNothing() throws Exception {
    Call call = CALLS.get("cancelled");
    call.caller().send(call.caller().cancel(cancelledInvite));
    assertThat(call.caller().expectFinal("CANCEL").status()).isEqualTo(481);
    assertThat(call.callee().getsNo("CANCEL", SOON)).isTrue();
  }

  @Test
  void aCallWhoseSessionHasExpiredGoesOn() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      Call call = up("expiring", caller, callee);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> server.get("/app/journal").body().contains("expired"));
      callee.send(call.byCallee("BYE"));
      caller.send(caller.expectRequest("BYE").reply(200, "OK", ""));
      callee.expectResponse(200, "BYE");
      awaitReplies(call, "reply BYE 1 200");
    }
  }

  @Test
  void aCallOfThisRunIsTheEngines() throws Exception {
    try (Peer caller = udp();
        Peer callee = udp()) {
      Call call = up("fresh", caller, callee);
      caller.send(call.byCaller("BYE", 2));
      callee.send(callee.expectRequest("BYE").reply(200, "OK", ""));
      caller.expectResponse(200, "BYE");
      assertThat(notes(call, "decide")).isEmpty();
    }
  }
}
