package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.DigestClient;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.phone.SipMessage;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.ImportedScript;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.accounting.Backend;

/** Calls on a server whose configuration was imported from OpenSIPS scripts. */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one of them replaces the policy
class ImportIT {
  private static Path legs;
  private static SipaccServer server;

  @BeforeAll
  static void start() {
    legs = ImportedScript.directory("legs");
    server = SipaccServer.start(Settings.of("import", legs));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("IM01 a call that failure_route sends on has a row for each leg")
  void legs(SipFlow flow) {
    activate(legs);
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    Call call = alice.invite(server.sip(), "sip:first@" + bob.address());
    bob.expectInvite().reply(486, "Busy Here");
    IncomingCall second = bob.expectInvite();
    assertThat(second.invite().message().requestUri()).isEqualTo("sip:second@" + bob.address());
    Conversation talk = new Conversation(call, second).rings().answered().talks();
    talk.callerHangsUp();

    assertThat(server.awaitRows("acc", call.callId(), 2))
        .extracting(
            row -> row.text("caller"), row -> row.text("callee"), row -> row.text("answered_by"))
        .containsExactlyInAnyOrder(
            tuple("sip:alice@caller.example", "sip:first@" + bob.address(), "127.0.0.1"),
            tuple("sip:first@" + bob.address(), "sip:second@" + bob.address(), "127.0.0.1"));
  }

  @Test
  @DisplayName(
      "IM02 a BYE of no call gets the answer that the script gives where loose_route fails")
  void unknownDialog(SipFlow flow) {
    SipMessage answer =
        flow.udp("alice")
            .draft("BYE", server.sip(), "sip:bob@127.0.0.1:9")
            .set("To: <sip:bob@biloxi.example>;tag=nobody")
            .send()
            .expect(481);

    assertThat(answer.phrase()).isEqualTo("No such call");
  }

  @Test
  @DisplayName("IM03 the manual's general example asks for credentials, bars other names, and logs")
  void generalExample(SipFlow flow) {
    subscriber("alice", "secret");
    activate(ImportedScript.directory("general"));
    Phone alice = flow.udp("alice");
    Phone bob = flow.udp("bob");
    String uri = "sip:40211234567@" + bob.address();

    Call barred = flow.udp("mallory").invite(server.sip(), uri, credentials(flow, uri));
    barred.expect(403);
    bob.expectSilence(Duration.ofMillis(300));
    Call call = alice.invite(server.sip(), uri, credentials(flow, uri));
    Conversation talk = new Conversation(call, bob.expectInvite()).rings().answered().talks();
    flow.udp("alice").invite(server.sip(), "sip:41211234567@" + bob.address()).expect(404);

    assertThat(server.journalled(Backend.LOG, talk.callId())).hasSize(1);
    assertThat(server.journalled(Backend.LOG, barred.callId())).isEmpty();
  }

  private static void activate(Path configuration) {
    Command activation =
        server.command("policy", "activate", configuration.resolve("policy.yaml").toString());
    assertThat(activation.exit()).as(activation.errors()).isZero();
  }

  private static void subscriber(String user, String password) {
    server
        .records()
        .execute(
            "create table if not exists subscriber (username varchar(64) not null, domain"
                + " varchar(64), ha1 varchar(64), ha1_sha256 varchar(64), primary key (username))",
            "delete from subscriber",
            "insert into subscriber values ('"
                + user
                + "', '', '"
                + DigestClient.hash("MD5", user, "sip_domain.net", password)
                + "', null)");
  }

  /** Alice's, for a nonce of its own. */
  private static String credentials(SipFlow flow, String uri) {
    SipMessage refusal = flow.udp("alice").invite(server.sip(), uri).expect(407);
    return "Proxy-Authorization: "
        + DigestClient.answer(
            refusal.header("Proxy-Authenticate").orElseThrow(),
            "INVITE",
            uri,
            "alice",
            "secret",
            0);
  }
}
