package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.acceptance.phone.DigestClient.answer;
import static org.sipacc.acceptance.phone.DigestClient.hash;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.phone.SipHeader;
import org.sipacc.acceptance.phone.SipMessage;
import org.sipacc.acceptance.server.Applications;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** Other SIP servlet applications beside sipacc, accounted by the Java API. */
@ExtendWith(SipFlowExtension.class)
class ApplicationsIT {
  private static final String ROUTES =
      Applications.route(
              "INVITE",
              "sample-uas",
              ".*@announcement",
              "sample-proxy",
              ".*forward-",
              "sample-b2bua",
              ".*bridge-",
              "sample-registrar",
              ".*@registrar",
              "sipacc",
              ".*settle@")
          + Applications.route(
              "MESSAGE", "sample-uas", ".*@announcement", "sample-noticeboard", ".*@noticeboard")
          + Applications.route("PUBLISH", "sample-noticeboard", ".*@noticeboard")
          + Applications.route("REGISTER", "sample-registrar", ".*@registrar");

  private static final String DIAL = "/sample-dial/dial";

  private static SipaccServer server;

  @BeforeAll
  static void start() {
    Applications applications =
        Applications.none()
            .withSample("uas")
            .withSample("proxy")
            .withSample("b2bua")
            .withSample("registrar")
            .withSample("dial")
            .withSample("noticeboard")
            .withUsers(
                user("SHA-256", "alice", "member")
                    + user("MD5", "alice", "")
                    + user("MD5", "dora", "member,editor")
                    + user("MD5", "carol", "guest"))
            .routedBy(ROUTES);
    server =
        SipaccServer.start(
            Settings.of("applications", Repository.testResource("acceptance")),
            List.of("--apps", applications.directory().toString()));
  }

  /** Whose password is their name backwards. */
  private static String user(String algorithm, String name, String roles) {
    return String.join(
            ":", name, "noticeboard", hash(algorithm, name, "noticeboard", password(name)), roles)
        + "\n";
  }

  private static String password(String name) {
    return new StringBuilder(name).reverse().toString();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Call call(SipFlow flow, String user, String... headers) {
    return flow.udp("alice").invite(server.sip(), "sip:" + user + "@announcement", headers);
  }

  @Test
  @DisplayName("JA01 a user agent server's answered call has one CDR")
  void answeredHere(SipFlow flow) {
    Call call = call(flow, "hello");
    String tag = call.expect(200).toTag();
    call.ack();
    call.talkUntil(Conversation.TALK);
    call.bye().expect(200);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isCdrOf(call, tag, call)
        .hasText("dst_user", "sip:hello@announcement");
    assertThat(records.missed()).isEmpty();
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLER");
  }

  @Test
  @DisplayName("JA02 a user agent server's busy call is missed")
  void busyHere(SipFlow flow) {
    Call call = call(flow, "busy");
    call.expect(486);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", call.callId(), 486, "Busy here");
  }

  @Test
  @DisplayName("JA03 a call that is cancelled while a user agent server rings is missed")
  void cancelledHere(SipFlow flow) {
    Call call = call(flow, "ring");
    call.expect(180);
    call.cancel().expect(200);
    call.expect(487);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", call.callId(), 487, "Request Terminated");
  }

  @Test
  @DisplayName("JA04 a call that the user agent server hangs up ends with its BYE")
  void hungUpHere(SipFlow flow) {
    Call call = call(flow, "hello");
    String tag = call.expect(200).toTag();
    call.ack();
    call.talkUntil(Conversation.TALK);
    call.request("INFO").expect(200);
    call.expectBye().reply(200);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(call, tag, call);
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLEE");
  }

  @Test
  @DisplayName("JA05 a MESSAGE that a user agent server takes has a row")
  void messageHere(SipFlow flow) {
    Sent message =
        flow.udp("alice").draft("MESSAGE", server.sip(), "sip:hello@announcement").send();
    message.expect(202);

    List<Row> rows = server.awaitRows("acc", message.request().callId(), 1);

    RowAssert.assertThat(rows.get(0))
        .hasCore("MESSAGE", "ft1", "", message.request().callId(), 202, "Accepted");
  }

  @Test
  @DisplayName("JA06 a proxied call has one CDR, with what was set at its BYE")
  void proxied(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "forward-1").rings().answered().talks();
    talk.callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isCdrOf(talk.call(), "tt1", talk.call())
        .hasText("src_user", "sip:alice@caller.example")
        .hasText("dst_user", "said goodbye");
  }

  @Test
  @DisplayName("JA07 a proxied call that fails is missed, once, with the reply that went upstream")
  void proxiedAndBusy(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                server.sip(),
                "sip:forward-2@" + bob.address(),
                "X-Target: sip:bob@" + bob.address(),
                "X-Target: sip:carol@" + carol.address());
    bob.expectInvite().reply(486);
    carol.expectInvite().reply(603);
    call.expect(603);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    assertThat(records.missed().get(0).text("sip_code")).isEqualTo("603");
  }

  @Test
  @DisplayName("JA08 a proxied call that the second target answers has one CDR")
  void proxiedToTheSecond(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                server.sip(),
                "sip:forward-3@" + bob.address(),
                "X-Target: sip:bob@" + bob.address(),
                "X-Target: sip:carol@" + carol.address());
    bob.expectInvite().reply(486);
    IncomingCall incoming = carol.expectInvite();
    incoming.reply(200);
    call.expect(200);
    call.ack();
    incoming.expectAck();
    Sent bye = call.bye();
    incoming.expectBye().reply(200);
    bye.expect(200);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).hasSize(1);
    assertThat(records.missed()).isEmpty();
    RowAssert.assertThat(records.acc().get(0)).isOkOf(call, "tt1");
  }

  @Test
  @DisplayName("JA09 a proxied call that nobody answers is missed with the container's 408")
  void proxiedToNobody(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "forward-4").rings();
    talk.call().expect(408, Duration.ofSeconds(8));
    talk.incoming().expectCancel().reply(200);
    talk.incoming().reply(487);

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    assertThat(records.missed().get(0).text("sip_code")).isEqualTo("408");
  }

  @Test
  @DisplayName("JA10 a bridged call has one CDR, of the caller's side")
  void bridged(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(server.sip(), "sip:bridge-1@" + bob.address());
    IncomingCall incoming = bob.expectInvite();
    assertThat(incoming.callId()).isNotEqualTo(call.callId());
    incoming.reply(180);
    call.expect(180);
    incoming.reply(200);
    incoming.expectAck();
    String tag = call.expect(200).toTag();
    call.ack();
    call.talkUntil(Conversation.TALK);
    Sent bye = incoming.bye();
    bye.expect(200);
    call.expectBye().reply(200);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(call, tag, call);
    assertThat(records.summary().text("ended_by")).isEqualTo("CALLEE");
    assertThat(server.records().ofCall("calls", incoming.callId())).isEmpty();
  }

  @Test
  @DisplayName("JA11 a bridged call whose callee is busy is missed, once")
  void bridgedAndBusy(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(server.sip(), "sip:bridge-2@" + bob.address());
    bob.expectInvite().reply(486);
    call.expect(486);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .hasCore("INVITE", "ft1", "", call.callId(), 486, "Busy Here");
  }

  @Test
  @DisplayName("JA12 a bridged call that is cancelled is missed, once")
  void bridgedAndCancelled(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(server.sip(), "sip:bridge-3@" + bob.address());
    IncomingCall incoming = bob.expectInvite();
    incoming.reply(180);
    call.expect(180);
    call.cancel().expect(200);
    call.expect(487);
    incoming.expectCancel().reply(200);
    incoming.reply(487);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).hasSize(1);
    assertThat(records.missed().get(0).text("sip_code")).isEqualTo("487");
  }

  /** A REGISTER of this user's, who is then reached at that phone. */
  private static void register(Phone phone, String user, int expires) {
    phone
        .draft("REGISTER", server.sip(), "sip:registrar")
        .set("To: <sip:" + user + "@registrar>")
        .set("Contact: <sip:" + user + "@" + phone.address() + ">")
        .headers("Expires: " + expires)
        .send()
        .expect(200);
  }

  @Test
  @DisplayName(
      "JA13 an application with annotations and no sip.xml takes requests and is accounted")
  void annotated(SipFlow flow) {
    Phone bob = flow.udp("bob");
    register(bob, "bob13", 60);
    Call call = flow.udp("alice").invite(server.sip(), "sip:bob13@registrar");
    IncomingCall incoming = bob.expectInvite();
    assertThat(incoming.invite().message().requestUri()).isEqualTo("sip:bob13@" + bob.address());
    new Conversation(call, incoming).rings().answered().talks().callerHangsUp();

    assertThat(server.recordsOf(call.callId()).acc()).hasSize(1);
  }

  @Test
  @DisplayName("JA14 an annotated listener gets the timer that an injected service set")
  void annotatedListener(SipFlow flow) {
    Phone bob = flow.udp("bob");
    register(bob, "bob14", 1);
    Call reached = flow.udp("alice").invite(server.sip(), "sip:bob14@registrar");
    IncomingCall refused = bob.expectInvite();
    refused.reply(486);
    reached.expect(486);
    refused.expectAck();

    bob.expectSilence(Duration.ofSeconds(2));
    flow.udp("alice").invite(server.sip(), "sip:bob14@registrar").expect(404);
  }

  @Test
  @DisplayName("JA15 registrations of one user share the application session that the key names")
  void annotatedKey(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone other = flow.udp("bob");
    register(bob, "bob15", 1);
    register(other, "bob15", 60);
    // The first registration's timer is cancelled by the second: nothing is forgotten after it.
    bob.expectSilence(Duration.ofMillis(1500));
    Call call = flow.udp("alice").invite(server.sip(), "sip:bob15@registrar");
    other.expectInvite().reply(486);

    call.expect(486);
  }

  @Test
  @DisplayName("JA16 a web page of a converged application has two phones call each other")
  void clickToDial(SipFlow flow) throws Exception {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    HttpClient browser = browser();
    HttpResponse<String> dialled = dial(browser, alice, bob);
    IncomingCall first = alice.expectInvite();
    IncomingCall second = connect(first, bob);
    Sent bye = first.bye();
    second.expectBye().reply(200);
    bye.expect(200);

    assertThat(dialled.statusCode()).isEqualTo(202);
    assertThat(send(browser, "POST", DIAL + "?from=nobody&to=").statusCode()).isEqualTo(400);
  }

  @Test
  @DisplayName("JA17 a web session is part of its call's application session, and ends the call")
  void convergedSession(SipFlow flow) throws Exception {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    HttpClient browser = browser();
    HttpClient stranger = browser();
    HttpClient follower = browser();
    String page = dial(browser, alice, bob).body().strip();
    IncomingCall first = alice.expectInvite();
    IncomingCall second = connect(first, bob);

    assertThat(send(browser, "GET", DIAL).body().strip()).isEqualTo("2");
    assertThat(send(stranger, "GET", DIAL).body().strip()).isEqualTo("0");
    assertThat(send(follower, "GET", URI.create(page).toString()).body().strip()).isEqualTo("2");
    assertThat(send(follower, "GET", DIAL).body().strip()).as("it has joined").isEqualTo("2");
    assertThat(send(browser, "DELETE", DIAL).statusCode()).isEqualTo(204);
    first.expectBye().reply(200);
    second.expectBye().reply(200);
  }

  /** The first phone's offer goes to the second, whose answer goes back. */
  private static IncomingCall connect(IncomingCall first, Phone callee) {
    first.replyWithBody(200, "OK", "offer");
    IncomingCall second = callee.expectInvite();
    assertThat(second.invite().message().body()).isEqualTo("offer");
    second.replyWithBody(200, "OK", "answer");
    second.expectAck();
    assertThat(first.expectAck().message().body()).isEqualTo("answer");
    return second;
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  }

  private static HttpResponse<String> dial(HttpClient browser, Phone from, Phone to)
      throws Exception {
    return send(
        browser, "POST", DIAL + "?from=" + encoded("alice", from) + "&to=" + encoded("bob", to));
  }

  private static String encoded(String user, Phone phone) {
    return URLEncoder.encode("sip:" + user + "@" + phone.address(), StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(HttpClient browser, String method, String page)
      throws Exception {
    return browser.send(
        HttpRequest.newBuilder(server.console().resolve(page))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A request to the noticeboard, by whom the credentials are of, if any. */
  private static Sent notice(Phone phone, String method, String... credentials) {
    return phone
        .draft(method, server.sip(), "sip:board@noticeboard")
        .headers(credentials)
        .headers("Event: notices")
        .body("text/plain", "lunch")
        .send();
  }

  private static List<String> challenges(Sent refused, int code, String header) {
    return refused.expect(code).headers().stream()
        .filter(h -> h.is(header))
        .map(SipHeader::value)
        .toList();
  }

  private static String login(
      String header, String challenge, String method, String user, String password, int count) {
    return header
        + ": "
        + answer(challenge, method, "sip:board@noticeboard", user, password, count);
  }

  @Test
  @DisplayName("JA18 a security constraint of sip.xml asks for a login by digest")
  void login(SipFlow flow) {
    Phone alice = flow.udp("alice");
    List<String> challenges = challenges(notice(alice, "MESSAGE"), 401, "WWW-Authenticate");
    assertThat(challenges).hasSize(2).allMatch(c -> c.contains("realm=\"noticeboard\""));
    assertThat(challenges.get(0)).contains("algorithm=SHA-256");

    for (String challenge : challenges) {
      String good = login("Authorization", challenge, "MESSAGE", "alice", "ecila", 1);
      String wrong = login("Authorization", challenge, "MESSAGE", "alice", "guess", 2);
      notice(alice, "MESSAGE", good).expect(200);
      assertThat(challenges(notice(alice, "MESSAGE", good), 401, "WWW-Authenticate").get(0))
          .as("the same count is a replay")
          .contains("stale=true");
      assertThat(challenges(notice(alice, "MESSAGE", wrong), 401, "WWW-Authenticate").get(0))
          .doesNotContain("stale");
    }
  }

  @Test
  @DisplayName("JA19 a security constraint of sip.xml lets those roles through that it names")
  void roles(SipFlow flow) {
    Phone phone = flow.udp("alice");
    String message = challenges(notice(phone, "MESSAGE"), 401, "WWW-Authenticate").get(1);
    String publish = challenges(notice(phone, "PUBLISH"), 407, "Proxy-Authenticate").get(1);

    notice(phone, "MESSAGE", login("Authorization", message, "MESSAGE", "carol", "lorac", 1))
        .expect(403);
    notice(phone, "PUBLISH", login("Proxy-Authorization", publish, "PUBLISH", "alice", "ecila", 1))
        .expect(403);
    notice(phone, "MESSAGE", login("Authorization", message, "MESSAGE", "dora", "arod", 2))
        .expect(200);
    SipMessage published =
        notice(
                phone,
                "PUBLISH",
                login("Proxy-Authorization", publish, "PUBLISH", "dora", "arod", 2))
            .expect(200);
    assertThat(published.body()).contains("dora: lunch");
  }
}
