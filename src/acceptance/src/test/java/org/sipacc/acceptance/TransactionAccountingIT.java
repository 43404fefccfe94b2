package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingRequest;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.RunningServer;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RecordKind;

/** Accounting of requests and their replies: series A of the acceptance table. */
@RunningServer("acceptance")
class TransactionAccountingIT {
  private static final Duration FR_TIMEOUT = Duration.ofSeconds(5);

  @Test
  @DisplayName("A01 an answered call without cdr gives a row without durations")
  void a01(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "a01").rings().answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1").hasNoDurations();
  }

  @Test
  @DisplayName("A02 a busy callee gives nothing if failed is not asked for")
  void a02(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a02").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).isEmpty();
  }

  @Test
  @DisplayName("A03 failed gives a row of the busy callee in acc")
  void a03(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a03").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasNoDurations();
  }

  @Test
  @DisplayName("A05 missed still accounts an answered call in acc")
  void a05(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "a05").rings().answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).isEmpty();
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1").hasNoDurations();
  }

  @Test
  @DisplayName("A06 missed and failed give a row in each table")
  void a06(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a06").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).hasSize(1);
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasNoDurations();
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasNoDurations();
  }

  @Test
  @DisplayName("A07 with cdr the rows of a busy callee have its set-up time")
  void a07(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a07").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.missed()).hasSize(1);
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.missed().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasSetUpOf(talk.call());
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(talk.call(), 486, "Busy Here", "tt1")
        .hasSetUpOf(talk.call());
  }

  @Test
  @DisplayName("A08 cdr alone gives nothing for a busy callee")
  void a08(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a08").rings().refused(486, "Busy Here");

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).isEmpty();
  }

  @Test
  @DisplayName("A12 a BYE that is refused gives no record without failed")
  void a12(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a12").rings().answered().talks();
    Sent bye = talk.call().bye();
    talk.incoming().expectBye().reply(481);
    bye.expect(481);
    server.recordsOf(talk.callId());

    assertThat(server.journalled(Backend.LOG, talk.callId())).isEmpty();

    Conversation accepted =
        Conversation.invited(flow, server, "a12").rings().answered().talks().callerHangsUp();
    server.recordsOf(accepted.callId());
    assertThat(server.journalled(Backend.LOG, accepted.callId()))
        .singleElement()
        .satisfies(record -> assertThat(record.core().method()).isEqualTo("BYE"))
        .satisfies(record -> assertThat(record.core().code()).isEqualTo("200"));
  }

  @Test
  @DisplayName("A15 a REGISTER that the policy answers gives a row with the phrase it was sent")
  void a15(SipFlow flow, SipaccServer server) {
    Sent register = flow.udp("alice").draft("REGISTER", server.sip(), "sip:a15@127.0.0.1").send();
    register.expect(200);

    String callId = register.request().callId();
    server.awaitRows("acc", callId, 1);
    server.settle();

    assertThat(server.records().ofCall("acc", callId)).hasSize(1);
    RowAssert.assertThat(server.records().ofCall("acc", callId).get(0))
        .hasCore("REGISTER", "ft1", "", callId, 200, "All Right")
        .hasNoDurations();
  }

  @Test
  @DisplayName("A16 a stateless reply of the policy gives no row anywhere, but a summary")
  void a16(SipFlow flow, SipaccServer server) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:a16@127.0.0.1");
    call.expect(403);

    CallRecords records = server.recordsOf(call.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).isEmpty();
    assertThat(records.summary().text("outcome")).isEqualTo("FAILED");
  }

  @Test
  @DisplayName("A25 cdr on a MESSAGE only fills created and setuptime")
  void a25(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Sent message =
        flow.udp("alice")
            .draft("MESSAGE", server.sip(), "sip:a25@" + bob.address())
            .body("text/plain", "hello")
            .send();
    bob.expectInitial("MESSAGE").reply(200);
    message.expect(200);

    String callId = message.request().callId();
    server.awaitRows("acc", callId, 1);
    server.settle();

    assertThat(server.records().ofCall("acc", callId)).hasSize(1);
    Row row = server.records().ofCall("acc", callId).get(0);
    RowAssert.assertThat(row).hasCore("MESSAGE", "ft1", "tt1", callId, 200, "OK");
    assertThat(row.instant("created")).isPresent();
    assertThat(row.number("setuptime")).isBetween(0L, 2L);
    assertThat(row.number("duration")).isZero();
    assertThat(row.number("ms_duration")).isZero();
  }

  @Test
  @DisplayName("A14 a MESSAGE gives a row")
  void a14(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Sent message =
        flow.udp("alice")
            .draft("MESSAGE", server.sip(), "sip:a14@" + bob.address())
            .body("text/plain", "hello")
            .send();
    bob.expectInitial("MESSAGE").reply(200);
    message.expect(200);

    String callId = message.request().callId();
    server.awaitRows("acc", callId, 1);
    server.settle();

    assertThat(server.records().ofCall("acc", callId)).hasSize(1);
    RowAssert.assertThat(server.records().ofCall("acc", callId).get(0))
        .hasCore("MESSAGE", "ft1", "tt1", callId, 200, "OK")
        .hasNoDurations();
  }

  @Test
  @DisplayName("A18 (db) an ACK that is marked for accounting gives nothing")
  void a18(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("a18");
    Conversation talk =
        Conversation.invited(flow.udp("alice"), bob, server, "unmarked")
            .rings()
            .answered()
            .callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.missed()).isEmpty();
  }

  @Test
  @DisplayName("A18 acc_log_request on the same ACK gives its one record")
  void a18ByHand(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "manual").rings().answered().callerHangsUp();
    server.recordsOf(talk.callId());

    assertThat(server.journalled(Backend.LOG, talk.callId()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.kind()).isEqualTo(RecordKind.MANUAL);
              assertThat(record.core().method()).isEqualTo("ACK");
              assertThat(record.core().code()).isEqualTo("200");
              assertThat(record.core().reason()).isEqualTo("ACK");
              assertThat(record.core().toTag()).isEqualTo("tt1");
            });
  }

  @Test
  @DisplayName("A19 a redirect is relayed, not followed, and accounted as failed")
  void a19(SipFlow flow, SipaccServer server) {
    Phone carol = flow.udp("carol");
    Conversation talk =
        Conversation.invited(flow, server, "a19")
            .refused(302, "Moved", "Contact: <sip:carol@" + carol.address() + ">");

    CallRecords records = server.recordsOf(talk.callId());

    carol.expectSilence(Duration.ZERO);
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0))
        .isNegativeOf(talk.call(), 302, "Moved", "tt1")
        .hasNoDurations();
  }

  @Test
  @DisplayName(
      "A20 an answer that is retransmitted three times reaches the caller each time and gives one row")
  void a20(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a20").rings();
    IncomingRequest.Answer answer = talk.incoming().reply(200);
    talk.call().expect(200);
    answer.again(3);
    talk.call().expectCopies(4).ack();
    talk.incoming().expectAck();
    talk.callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1").hasNoDurations();
  }

  @Test
  @DisplayName("A21 an INVITE that is retransmitted is relayed once and gives one row")
  void a21(SipFlow flow, SipaccServer server) {
    Phone bob = flow.udp("bob");
    Conversation talk = Conversation.invited(flow.udp("alice"), bob, server, "a21");
    talk.call().sent().again(2);
    talk.rings();
    talk.call().sent().again(1);
    talk.answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(talk.incoming().invite().copies()).isEqualTo(1);
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1").hasNoDurations();
  }

  @Test
  @DisplayName("A23 no reply at all becomes 408 after fr_timeout in both tables")
  void a23(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "a23");
    Call call = talk.call();
    call.expect(408, FR_TIMEOUT.plusSeconds(5));

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(Duration.between(call.invitedAt(), call.finalReplyAt()))
        .isBetween(FR_TIMEOUT.minusMillis(250), FR_TIMEOUT.plusSeconds(2));
    assertThat(records.acc()).hasSize(1);
    assertThat(records.missed()).hasSize(1);
    for (Row row : new Row[] {records.acc().get(0), records.missed().get(0)}) {
      RowAssert.assertThat(row).isNegativeOf(call, 408, "Request Timeout", "").hasNoDurations();
    }
  }

  @Test
  @DisplayName("D02 without early_media a 183 with a body has no row")
  void d02(SipFlow flow, SipaccServer server) {
    Conversation talk = Conversation.invited(flow, server, "d02");
    talk.incoming().replyWithBody(183, "Session Progress", "v=0\r\n");
    talk.call().expect(183);
    talk.answered().callerHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1").hasNoDurations();
  }

  @Test
  @DisplayName("X02 without detect_direction the callee's BYE is recorded as it was sent")
  void x02(SipFlow flow, SipaccServer server) {
    Conversation talk =
        Conversation.invited(flow, server, "x02").rings().answered().calleeHangsUp();

    CallRecords records = server.recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(2);
    Row bye =
        records.acc().stream().filter(row -> row.text("method").equals("BYE")).findFirst().get();
    RowAssert.assertThat(bye).hasCore("BYE", "tt1", "ft1", talk.callId(), 200, "OK");
  }
}
