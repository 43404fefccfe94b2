package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.LoggedServer;

/** Accounting lines as a real syslog server got them over its UNIX socket. */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one of them stops the syslog server
class LogIT {
  private static LoggedServer both;

  @BeforeAll
  static void start() {
    both = LoggedServer.start("log", "unix");
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  @Test
  @DisplayName("A09 an answered call without cdr gives the acc module's line without created")
  void a09(SipFlow flow) {
    Conversation talk = invited(flow, "a09").rings().answered().callerHangsUp();

    assertThat(both.linesOf(talk.callId())).singleElement().asString().matches(answered(talk));
    assertThat(timestamp(both.linesOf(talk.callId()).get(0)))
        .isCloseTo(talk.call().finalReplyAt().getEpochSecond(), within(1L));
  }

  @Test
  @DisplayName("A11 an INVITE and its BYE that are both marked give a line each")
  void a11(SipFlow flow) {
    Conversation talk = invited(flow, "a11").rings().answered().talks().callerHangsUp();

    List<String> lines = both.linesOf(talk.callId());

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches(answered(talk));
    assertThat(lines.get(1)).matches(answered(talk).replace("method=INVITE", "method=BYE"));
    assertThat(timestamp(lines.get(0))).isCloseTo(seconds(talk.call().answeredAt()), within(1L));
    assertThat(timestamp(lines.get(1))).isCloseTo(seconds(hungUpAt(talk)), within(1L));
  }

  @Test
  @DisplayName("A18 a marked ACK gives no line, acc_log_request on it gives one")
  void a18(SipFlow flow) {
    Conversation talk = invited(flow, "a18").rings().answered().callerHangsUp();

    assertThat(both.linesOf(talk.callId()))
        .singleElement()
        .asString()
        .contains(" NOTICE:ACC: request accounted: ")
        .contains(";method=ACK;from_tag=ft1;to_tag=tt1;")
        .endsWith(";code=200;reason=ACK");
  }

  @Test
  @DisplayName("A27 LOG | Db gives a line and a row")
  void a27(SipFlow flow) {
    Conversation talk = invited(flow, "a27").rings().answered().callerHangsUp();

    CallRecords records = both.server().recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isOkOf(talk.call(), "tt1").hasNoDurations();
    assertThat(both.linesOf(talk.callId())).singleElement().asString().matches(answered(talk));
  }

  @Test
  @DisplayName("E02 a call with cdr gives one line with its times")
  void e02(SipFlow flow) {
    Conversation talk = invited(flow, "e02").rings().answered().talks().callerHangsUp();

    List<String> lines = both.linesOf(talk.callId());

    assertThat(lines).hasSize(1);
    LogLines.assertThatIsCdrOf(lines.get(0), "daemon.notice", "NOTICE", talk, "tt1", "");
  }

  @Test
  @DisplayName("E27 cdr of db does not reach log: its line is the answer's")
  void e27(SipFlow flow) {
    Conversation talk = invited(flow, "e27").rings().answered().talks().callerHangsUp();

    CallRecords records = both.server().recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(both.linesOf(talk.callId())).singleElement().asString().matches(answered(talk));
    assertThat(timestamp(both.linesOf(talk.callId()).get(0)))
        .isCloseTo(seconds(talk.call().answeredAt()), within(1L));
  }

  @Test
  @DisplayName("E33 the table of a call of do_accounting without db is not looked at")
  void e33(SipFlow flow) {
    Conversation talk = invited(flow, "e33").rings().answered().talks().callerHangsUp();

    CallRecords records = both.server().recordsOf(talk.callId());

    assertThat(records.acc()).isEmpty();
    assertThat(records.myAcc()).hasSize(1);
    RowAssert.assertThat(records.myAcc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThat(both.server().records().ofCall("not_read", talk.callId())).isEmpty();
    assertThat(both.linesOf(talk.callId()))
        .singleElement()
        .asString()
        .contains("ACC: call ended: created=");
  }

  @Test
  @DisplayName("G01 (log) drop_accounting of log leaves no line and the row")
  void g01(SipFlow flow) {
    Conversation talk = invited(flow, "g01").rings().answered().talks().callerHangsUp();

    assertThat(both.server().recordsOf(talk.callId()).acc()).hasSize(1);
    assertThat(both.linesOf(talk.callId())).isEmpty();
  }

  @Test
  @DisplayName("G03 (log) drop_accounting of everything leaves neither")
  void g03(SipFlow flow) {
    Conversation talk = invited(flow, "g03").rings().answered().talks().callerHangsUp();

    assertThat(both.server().recordsOf(talk.callId()).acc()).isEmpty();
    assertThat(both.linesOf(talk.callId())).isEmpty();
  }

  @Test
  @DisplayName("M01 acc_log_request gives its code and reason, and no created")
  void m01(SipFlow flow) {
    Call call = refused(flow, "m01");

    assertThat(both.linesOf(call.callId()))
        .singleElement()
        .asString()
        .matches(accounted(call, "403", "Destination not allowed"));
  }

  @Test
  @DisplayName("M02 a comment that is a code alone gets the standard phrase")
  void m02(SipFlow flow) {
    Call call = refused(flow, "m02");

    assertThat(both.linesOf(call.callId()))
        .singleElement()
        .asString()
        .matches(accounted(call, "404", "Not Found"));
  }

  @Test
  @DisplayName("M04 an empty comment is Unspecified")
  void m04(SipFlow flow) {
    Call call = refused(flow, "m04");

    assertThat(both.linesOf(call.callId()))
        .singleElement()
        .asString()
        .matches(accounted(call, "", "Unspecified"));
  }

  @Test
  @DisplayName("M12 acc_log_request twice gives two lines")
  void m12(SipFlow flow) {
    Call call = refused(flow, "m12");

    List<String> lines = both.linesOf(call.callId());

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches(accounted(call, "403", "once"));
    assertThat(lines.get(1)).matches(accounted(call, "403", "twice"));
  }

  @Test
  @DisplayName("while the syslog server is down calls go on, and their lines come afterwards")
  void down(SipFlow flow) {
    LogLines.assertThatAnOutageLosesNothing(both, flow);
  }

  private static Conversation invited(SipFlow flow, String user) {
    return Conversation.invited(flow, both.server(), user);
  }

  private static Call refused(SipFlow flow, String user) {
    Phone bob = flow.udp("bob");
    Call call = flow.udp("alice").invite(both.server().sip(), "sip:" + user + "@" + bob.address());
    call.expectFinal();
    bob.expectSilence(Duration.ZERO);
    return call;
  }

  private static String answered(Conversation talk) {
    return "daemon\\.notice sipacc NOTICE:ACC: transaction answered: timestamp=\\d+"
        + Pattern.quote(
            ";method=INVITE;from_tag=ft1;to_tag=tt1;call_id="
                + talk.callId()
                + ";code=200;reason=OK");
  }

  private static String accounted(Call call, String code, String reason) {
    return "daemon\\.notice sipacc NOTICE:ACC: request accounted: timestamp=\\d+"
        + Pattern.quote(
            ";method=INVITE;from_tag=ft1;to_tag=;call_id="
                + call.callId()
                + ";code="
                + code
                + ";reason="
                + reason);
  }

  /** When the BYE came, and, but for a moment, its reply. */
  private static Instant hungUpAt(Conversation talk) {
    return talk.call().answeredAt().plus(talk.call().talked());
  }

  private static long seconds(Instant instant) {
    return instant.getEpochSecond();
  }

  private static long timestamp(String line) {
    Matcher timestamp = Pattern.compile("timestamp=(\\d+)").matcher(line);
    assertThat(timestamp.find()).isTrue();
    return Long.parseLong(timestamp.group(1));
  }
}
