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
}
