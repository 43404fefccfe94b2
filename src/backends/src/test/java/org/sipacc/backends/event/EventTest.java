package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

class EventTest {
  private static final Instant ANSWERED = Instant.ofEpochMilli(1_700_000_005_700L);
  private static final Instant CREATED = Instant.ofEpochSecond(1_700_000_000);
  private static final Timing TIMED = new Timing(Optional.of(CREATED), 5, 60_250);

  @Test
  @DisplayName("E03 a CDR is the JSON-RPC notification that OpenSIPS sends, to the byte")
  void cdr() {
    assertThat(texts(record(RecordKind.CDR, "200", "OK", Optional.of(TIMED))))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_CDR\",\"params\":{\"method\":\"INVITE\","
                + "\"from_tag\":\"ft1\",\"to_tag\":\"tt1\",\"callid\":\"c1@a\",\"sip_code\":\"200\","
                + "\"sip_reason\":\"OK\",\"time\":1700000005,\"duration\":61,\"ms_duration\":60250,"
                + "\"setuptime\":5,\"created\":1700000000}}");
  }

  @Test
  void anInterimRecordIsAnEventOfItsOwnWithTheParametersOfACdr() {
    assertThat(texts(record(RecordKind.INTERIM, "200", "OK", Optional.of(TIMED))))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_INTERIM\",\"params\":{"
                + "\"method\":\"INVITE\",\"from_tag\":\"ft1\",\"to_tag\":\"tt1\","
                + "\"callid\":\"c1@a\",\"sip_code\":\"200\",\"sip_reason\":\"OK\","
                + "\"time\":1700000005,\"duration\":61,\"ms_duration\":60250,"
                + "\"setuptime\":5,\"created\":1700000000}}");
  }

  @Test
  void aBaseRecordHasNoFiguresAndIsAnEventEvenIfItIsNegative() {
    assertThat(texts(record(RecordKind.BASE, "486", "Busy Here", Optional.of(TIMED))))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_EVENT\",\"params\":{\"method\":\"INVITE\","
                + "\"from_tag\":\"ft1\",\"to_tag\":\"tt1\",\"callid\":\"c1@a\",\"sip_code\":\"486\","
                + "\"sip_reason\":\"Busy Here\",\"time\":1700000005}}");
  }

  @Test
  void aMissedCallWithoutCdrHasZerosAndAnEmptyTagIsNull() {
    AccountingRecord missed =
        record(
            RecordKind.MISSED,
            new CoreFields("INVITE", "ft1", "", "c1@a", "408", "Request Timeout", ANSWERED),
            Optional.of(Timing.NONE),
            List.of(),
            List.of());

    assertThat(texts(missed))
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_MISSED_EVENT\",\"params\":{"
                + "\"method\":\"INVITE\",\"from_tag\":\"ft1\",\"to_tag\":null,\"callid\":\"c1@a\","
                + "\"sip_code\":\"408\",\"sip_reason\":\"Request Timeout\",\"time\":1700000005,"
                + "\"setuptime\":0,\"created\":0}}");
  }

  @Test
  @DisplayName("H03 extras follow the time in their order, one without value as null")
  void extras() {
    AccountingRecord cdr =
        record(
            RecordKind.CDR,
            core("200", "OK"),
            Optional.of(TIMED),
            List.of(new Field("caller", ""), new Field("account", "42")),
            List.of());

    assertThat(texts(cdr).get(0))
        .contains("\"time\":1700000005,\"caller\":null,\"account\":\"42\",\"duration\":61");
  }

  @Test
  @DisplayName("L03 with leg fields there is an event for each leg, after the extras")
  void legs() {
    AccountingRecord cdr =
        record(
            RecordKind.CDR,
            core("200", "OK"),
            Optional.of(TIMED),
            List.of(new Field("account", "42")),
            List.of(leg("Alice", "Bob"), leg("Bob", "Charlie")));

    assertThat(texts(cdr))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .contains("\"42\",\"caller\":\"Alice\",\"callee\":\"Bob\",\"duration\":61"),
            second ->
                assertThat(second)
                    .contains("\"42\",\"caller\":\"Bob\",\"callee\":\"Charlie\",\"duration\":61"));
    assertThat(Event.of(entry(cdr))).extracting(Event::id).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("M08 a manual record is an event below 300, else and without a code a missed one")
  void manual() {
    assertThat(texts(record(RecordKind.MANUAL, "200", "ok", Optional.empty())).get(0))
        .contains("\"method\":\"E_ACC_EVENT\"", "\"sip_reason\":\"ok\"")
        .doesNotContain("created");
    assertThat(texts(record(RecordKind.MANUAL, "403", "no", Optional.empty())).get(0))
        .contains("\"method\":\"E_ACC_MISSED_EVENT\"", "\"setuptime\":0,\"created\":0");
    assertThat(texts(record(RecordKind.MANUAL, "", "text", Optional.empty())).get(0))
        .contains("\"method\":\"E_ACC_MISSED_EVENT\"", "\"sip_code\":null");
  }

  @Test
  void noValueBreaksTheJson() throws Exception {
    String hostile =
        "\"},\"x\":1,{\\ \r\n\0\u001f\u007f \uD83D\uDE00 é =cmd|' /C calc'!A0 '); DROP TABLE acc;--"
            + " <script>alert(1)</script> \u2028 "
            + "a".repeat(65_536);
    AccountingRecord cdr =
        record(
            RecordKind.CDR,
            core("200", hostile),
            Optional.of(TIMED),
            List.of(new Field("caller", hostile)),
            List.of());

    String text = texts(cdr).get(0);

    assertThat(text).doesNotContainPattern("[\\p{Cntrl}]");
    assertThat(text).contains("\\r\\n\\u0000\\u001f\\u007f", "\uD83D\uDE00");
    try (var reader = javax.json.Json.createReader(new StringReader(text))) {
      var params = reader.readObject().getJsonObject("params");
      assertThat(params.getString("caller")).isEqualTo(hostile);
      assertThat(params.getString("sip_reason")).isEqualTo(hostile);
      assertThat(params.getInt("duration")).isEqualTo(61);
    }
  }

  private static List<String> texts(AccountingRecord record) {
    return Event.of(entry(record)).stream()
        .map(event -> new String(event.notification(), UTF_8))
        .toList();
  }

  private static RecordEntry entry(AccountingRecord record) {
    return new RecordEntry(
        new JournalPosition(0, 1), TimeOrderedId.of(ANSWERED.toEpochMilli(), 0, 1), record);
  }

  private static List<Field> leg(String caller, String callee) {
    return List.of(new Field("caller", caller), new Field("callee", callee));
  }

  private static CoreFields core(String code, String reason) {
    return new CoreFields("INVITE", "ft1", "tt1", "c1@a", code, reason, ANSWERED);
  }

  private static AccountingRecord record(
      RecordKind kind, String code, String reason, Optional<Timing> timing) {
    return record(kind, core(code, reason), timing, List.of(), List.of());
  }

  private static AccountingRecord record(
      RecordKind kind,
      CoreFields core,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    return new AccountingRecord(
        kind,
        Backend.EVI,
        "",
        CoreColumns.DEFAULT,
        Optional.empty(),
        "1",
        core,
        timing,
        extras,
        legs);
  }
}
