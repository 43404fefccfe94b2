package org.sipacc.backends.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.Timing;

/** The standard call of the acceptance table, line by line. */
class AccLineTest {
  private static final Instant CREATED = Instant.ofEpochSecond(1_700_000_000);
  private static final Instant ANSWERED = Instant.ofEpochMilli(1_700_000_005_700L);
  private static final Instant REFUSED = Instant.ofEpochMilli(1_700_000_008_300L);
  private static final Timing CDR = new Timing(Optional.of(CREATED), 5, 60_250);
  private static final Timing SET_UP = new Timing(Optional.of(CREATED), 8, 0);

  private static final String ENDED =
      "ACC: call ended: created=1700000000;call_start_time=1700000005;duration=61;"
          + "ms_duration=60250;setuptime=5;method=INVITE;from_tag=ft1;to_tag=tt1;call_id=c1@a;"
          + "code=200;reason=OK";

  @Test
  @DisplayName("A09 an answered INVITE without cdr has neither created nor setuptime")
  void a09() {
    AccountingRecord answered =
        Samples.record(RecordKind.BASE, core("tt1", "200", "OK", ANSWERED), Timing.NONE);

    assertThat(line(answered))
        .isEqualTo(
            "ACC: transaction answered: timestamp=1700000005;method=INVITE;from_tag=ft1;"
                + "to_tag=tt1;call_id=c1@a;code=200;reason=OK");
  }

  @Test
  @DisplayName("E02 a CDR begins with the call's times")
  void e02() {
    assertThat(line(cdr(List.of(), List.of()))).isEqualTo(ENDED);
  }

  @Test
  void anInterimLineIsACdrsWithATitleOfItsOwn() {
    AccountingRecord interim =
        Samples.record(
            RecordKind.INTERIM,
            core("tt1", "200", "OK", ANSWERED),
            Optional.of(new Timing(Optional.of(CREATED), 5, 60_000)),
            List.of(new Field("My_a", "x")),
            List.of());

    assertThat(line(interim))
        .isEqualTo(
            "ACC: call in progress: created=1700000000;call_start_time=1700000005;duration=60;"
                + "ms_duration=60000;setuptime=5;method=INVITE;from_tag=ft1;to_tag=tt1;"
                + "call_id=c1@a;code=200;reason=OK;My_a=x");
  }

  @Test
  @DisplayName("H01 extras follow in their order, unset ones without a value")
  void h01() {
    assertThat(line(cdr(List.of(new Field("My_a", "1.2.3.4"), new Field("b", "")), List.of())))
        .isEqualTo(ENDED + ";My_a=1.2.3.4;b=");
  }

  @Test
  @DisplayName("L01 the missed line has the leg that failed, the CDR's line both one after another")
  void l01() {
    List<Field> first = List.of(new Field("caller", "Alice"), new Field("callee", "Bob"));
    List<Field> second = List.of(new Field("caller", "Bob"), new Field("callee", "Charlie"));
    AccountingRecord missed =
        Samples.record(
            RecordKind.MISSED,
            core("", "408", "Request Timeout", REFUSED),
            Optional.of(SET_UP),
            List.of(),
            List.of(first));

    assertThat(line(missed))
        .isEqualTo(
            "ACC: call missed: timestamp=1700000008;created=1700000000;setuptime=8;method=INVITE;"
                + "from_tag=ft1;to_tag=;call_id=c1@a;code=408;reason=Request Timeout;"
                + "caller=Alice;callee=Bob");
    assertThat(line(cdr(List.of(), List.of(first, second))))
        .isEqualTo(ENDED + ";caller=Alice;callee=Bob;caller=Bob;callee=Charlie");
  }

  @Test
  @DisplayName("M01 a manual record outside of any accounting has no created")
  void m01() {
    assertThat(line(manual("403", "Destination not allowed")))
        .isEqualTo(
            "ACC: request accounted: timestamp=1700000005;method=INVITE;from_tag=ft1;to_tag=;"
                + "call_id=c1@a;code=403;reason=Destination not allowed");
  }

  @Test
  @DisplayName("M02, M04 code and reason stand as the comment gave them")
  void m02() {
    assertThat(line(manual("404", "Not Found"))).endsWith(";code=404;reason=Not Found");
    assertThat(line(manual("", "Unspecified"))).endsWith(";code=;reason=Unspecified");
  }

  private static AccountingRecord cdr(List<Field> extras, List<List<Field>> legs) {
    return Samples.record(
        RecordKind.CDR, core("tt1", "200", "OK", ANSWERED), Optional.of(CDR), extras, legs);
  }

  private static AccountingRecord manual(String code, String reason) {
    return Samples.record(
        RecordKind.MANUAL,
        core("", code, reason, ANSWERED),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static CoreFields core(String toTag, String code, String reason, Instant time) {
    return new CoreFields("INVITE", "ft1", toTag, "c1@a", code, reason, time);
  }

  /** What stands behind the packet's header. */
  private static String line(AccountingRecord record) {
    LineFormat format =
        new OpensipsFormat(
            Priority.of("LOG_DAEMON", 2),
            new Origin("node1", "sipacc", 7),
            "",
            Integer.MAX_VALUE,
            ZoneOffset.UTC);
    String packet = Samples.text(format.encode(Samples.entry(record)));
    String head = "<29>Nov 14 22:14:26 sipacc[7]: NOTICE:";
    assertThat(packet).startsWith(head).endsWith("\n");
    return packet.substring(head.length(), packet.length() - 1);
  }
}
