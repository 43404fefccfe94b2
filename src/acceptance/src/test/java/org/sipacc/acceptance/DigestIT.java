package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.acceptance.phone.DigestClient.answer;
import static org.sipacc.acceptance.phone.DigestClient.field;
import static org.sipacc.acceptance.phone.DigestClient.hash;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipHeader;
import org.sipacc.acceptance.phone.SipMessage;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;

/** Calls whose caller has to say who he is, by digest. */
@RunningServer("digest")
class DigestIT {
  private static final String REALM = "sip_domain.net";

  private final SipaccServer server;

  DigestIT(SipaccServer server) {
    this.server = server;
  }

  /** They are there at every moment: other scenarios of this class are under way. */
  @BeforeEach
  void subscribers() {
    server
        .records()
        .execute(
            "create table if not exists subscriber (username varchar(64) not null, domain"
                + " varchar(64), ha1 varchar(64), ha1_sha256 varchar(64), primary key (username))",
            "merge into subscriber key (username) values ('alice', '', '"
                + hash("MD5", "alice", REALM, "secret")
                + "', '"
                + hash("SHA-256", "alice", REALM, "secret")
                + "'), ('bob', '', '"
                + hash("MD5", "bob", "caller.example", "quiet")
                + "', null)");
  }

  private static List<String> challenges(SipMessage reply, String header) {
    return reply.headers().stream().filter(h -> h.is(header)).map(SipHeader::value).toList();
  }

  private Call invite(Phone caller, String uri, String... headers) {
    return caller.invite(server.sip(), uri, headers);
  }

  /** The call once more, with what a phone answers the challenge. */
  private Call inviteAs(
      Phone caller, String uri, String challenge, String user, String password, int count) {
    return invite(caller, uri, credentials(challenge, "INVITE", uri, user, password, count));
  }

  private static String credentials(
      String challenge, String method, String uri, String user, String password, int count) {
    return "Proxy-Authorization: " + answer(challenge, method, uri, user, password, count);
  }

  private static String challenge(Call call) {
    return challenges(call.expect(407), "Proxy-Authenticate").get(0);
  }

  @Test
  @DisplayName("AU01 a call to Romania is asked for credentials, and with them it has its CDR")
  void generalExample(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    String uri = "sip:40211234567@" + bob.address();
    String challenge = challenge(invite(alice, uri));
    Call call = inviteAs(alice, uri, challenge, "alice", "secret", 0);
    IncomingCall incoming = bob.expectInvite();
    assertThat(incoming.invite().message().header("Proxy-Authorization")).isEmpty();
    new Conversation(call, incoming).rings().answered().talks();
    Sent bye = call.bye();
    incoming.expectBye().reply(200);
    bye.expect(200);

    assertThat(challenge).contains("realm=\"sip_domain.net\"").doesNotContain("qop");
    assertThat(server.recordsOf(call.callId()).acc()).hasSize(1);
  }

  @Test
  @DisplayName("AU02 the same nonce without qop serves no second call")
  void replayedNonce(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    String uri = "sip:40211234568@" + bob.address();
    String challenge = challenge(invite(alice, uri));
    String credentials = credentials(challenge, "INVITE", uri, "alice", "secret", 0);
    Call first = invite(alice, uri, credentials);
    bob.expectInvite().reply(486);
    first.expect(486);

    assertThat(challenge(invite(alice, uri, credentials))).contains("stale=true");
  }

  @Test
  @DisplayName("AU03 who calls under another name than his own gets 403 and no record")
  void anotherName(SipFlow flow) {
    Phone mallory = flow.udp("mallory");
    Phone bob = flow.udp("bob");
    String uri = "sip:40211234569@" + bob.address();
    String challenge = challenge(invite(mallory, uri));
    Call call = inviteAs(mallory, uri, challenge, "alice", "secret", 0);
    call.expect(403);
    bob.expectSilence(Duration.ofMillis(300));
    server.settle();

    assertThat(server.records().ofCall("acc", call.callId())).isEmpty();
  }

  @Test
  @DisplayName("AU04 a wrong password is asked for again and reaches nobody")
  void wrongPassword(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    String uri = "sip:40211234570@" + bob.address();
    String challenge = challenge(invite(alice, uri));
    String again = challenge(inviteAs(alice, uri, challenge, "alice", "guess", 0));

    assertThat(again).doesNotContain("stale");
    bob.expectSilence(Duration.ofMillis(300));
  }

  @Test
  @DisplayName("AU05 with qop a nonce serves several calls by its count, and no count twice")
  void countedNonce(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    String uri = "sip:counted@" + bob.address();
    List<String> challenges = challenges(invite(alice, uri).expect(407), "Proxy-Authenticate");
    String sha256 = challenges.get(0);
    for (int count = 1; count <= 2; count++) {
      Call call = inviteAs(alice, uri, sha256, "alice", "secret", count);
      bob.expectInvite(call.callId()).reply(486);
      call.expect(486);
    }
    Call replay = inviteAs(alice, uri, sha256, "alice", "secret", 2);

    assertThat(challenge(replay)).contains("stale=true");
    assertThat(challenges)
        .satisfiesExactly(
            first -> assertThat(first).contains("algorithm=SHA-256", "qop=\"auth\""),
            second -> assertThat(second).contains("algorithm=MD5", "qop=\"auth\""));
  }

  @Test
  @DisplayName("AU06 a request within the call is asked too where the policy says so")
  void infoWithinTheCall(SipFlow flow) {
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    String uri = "sip:counted@" + bob.address();
    String challenge = challenge(invite(alice, uri));
    Call call = inviteAs(alice, uri, challenge, "alice", "secret", 1);
    Conversation talk = new Conversation(call, bob.expectInvite(call.callId())).rings().answered();
    call.request("INFO").expect(407);
    Sent info =
        call.draft("INFO")
            .headers(credentials(challenge, "INFO", uri, "alice", "secret", 2))
            .send();
    talk.incoming().expectRequest("INFO").reply(200);
    info.expect(200);
    talk.talks().callerHangsUp();

    assertThat(server.recordsOf(call.callId()).acc()).hasSize(1);
  }

  @Test
  @DisplayName("AU07 while the table cannot be read callers get 503 with Retry-After")
  void tableGone(SipFlow flow) {
    Phone alice = flow.udp("alice");
    String uri = "sip:nobody@" + flow.udp("bob").address();
    String challenge = challenge(invite(alice, uri));
    Call call = inviteAs(alice, uri, challenge, "alice", "secret", 1);

    assertThat(call.expect(503).header("Retry-After")).contains("5");
  }

  @Test
  @DisplayName("AU08 a REGISTER is asked 401, for the realm of its To")
  void register(SipFlow flow) {
    Phone bob = flow.udp("bob");
    String uri = "sip:caller.example";
    Sent first = register(bob);
    String challenge =
        challenges(first.expect(401), "WWW-Authenticate").stream()
            .filter(value -> value.contains("algorithm=MD5"))
            .findFirst()
            .orElseThrow();
    Sent second =
        register(bob, "Authorization: " + answer(challenge, "REGISTER", uri, "bob", "quiet", 1));
    second.expect(200);

    assertThat(field(challenge, "realm")).isEqualTo("caller.example");
    server.awaitRows("acc", second.request().callId(), 1);
  }

  private Sent register(Phone phone, String... headers) {
    return phone
        .draft("REGISTER", server.sip(), "sip:caller.example")
        .set("To: <sip:bob@caller.example>")
        .headers(headers)
        .send();
  }
}
