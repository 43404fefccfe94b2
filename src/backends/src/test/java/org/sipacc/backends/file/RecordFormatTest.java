package org.sipacc.backends.file;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.json.Json;
import javax.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

class RecordFormatTest {
  private static final Instant ANSWERED = Instant.parse("2023-11-14T22:13:25.700Z");
  private static final Instant CREATED = Instant.parse("2023-11-14T22:13:20Z");
  private static final TimeOrderedId ID = TimeOrderedId.of(1_700_000_066_100L, 1, 1);
  private static final List<List<Field>> LEGS =
      List.of(List.of(new Field("callee", "Bob")), List.of(new Field("callee", "Charlie")));

  static Stream<String> hostile() {
    return Stream.of(
        "\"quoted\", with a comma",
        "a;b",
        "CR\r\nLF",
        "NUL\u0000",
        "\uD83D\uDE00",
        "=cmd|' /C calc'!A0",
        "+4930123456",
        "-1+1",
        "@SUM(A1)",
        "'; drop table acc; --",
        "<script>alert(1)</script>",
        "\u2028",
        "x".repeat(65_536));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aRowOfCsvIsOneLineWithAsManyCellsAsTheHeader(String value) {
    CsvFormat format = new CsvFormat(List.of("record_id", "src", "callid"));

    List<String> rows = format.rows(entry(value, List.of()));

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).endsWith("\r\n");
    assertThat(rows.get(0).substring(0, rows.get(0).length() - 2)).doesNotContain("\r", "\n");
    List<String> cells =
        CsvReader.builder().ofCsvRecord(rows.get(0)).stream().findFirst().get().getFields();
    String plain = value.replaceAll("[\r\n\u0000]", " ");
    assertThat(cells)
        .containsExactly(ID.toString(), plain.matches("[=+@-].*") ? "'" + plain : plain, "c1@a");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aLineOfJsonHasTheValueAsItCame(String value) {
    List<String> rows = new JsonLinesFormat(List.of()).rows(entry(value, List.of()));

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).indexOf('\n')).isEqualTo(rows.get(0).length() - 1);
    assertThat(json(rows.get(0)).getString("src")).isEqualTo(value);
  }

  @Test
  void eachLegIsARowOfCsvWithAnIdOfItsOwn() {
    CsvFormat format = new CsvFormat(List.of("record_id", "duration", "callee"));

    assertThat(format.rows(entry("", LEGS)))
        .containsExactly(ID + ",61,Bob\r\n", ID + ".2,61,Charlie\r\n");
  }

  @Test
  void legsAreAnArrayInJson() {
    JsonObject record = json(new JsonLinesFormat(List.of()).rows(entry("", LEGS)).get(0));

    assertThat(record.getJsonArray("legs").getValuesAs(JsonObject.class))
        .extracting(leg -> leg.getString("callee"))
        .containsExactly("Bob", "Charlie");
  }

  @Test
  void allColumnsOfACdrAreFilled() {
    CsvFormat format = new CsvFormat(RecordColumns.names());

    assertThat(format.header())
        .isEqualTo(
            "record_id,call_uid,kind,table,method,from_tag,to_tag,callid,sip_code,sip_reason,time,"
                + "created,setuptime,duration,ms_duration,policy_version\r\n");
    assertThat(format.rows(entry("", List.of())))
        .containsExactly(
            ID
                + ",,CDR,acc,INVITE,ft1,tt1,c1@a,200,OK,2023-11-14T22:13:25.700Z,"
                + "2023-11-14T22:13:20Z,5,61,60250,1\r\n");
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private static RecordEntry entry(String value, List<List<Field>> legs) {
    return new RecordEntry(
        new JournalPosition(0, 1),
        ID,
        new AccountingRecord(
            RecordKind.CDR,
            Backend.DB,
            "acc",
            CoreColumns.DEFAULT,
            Optional.empty(),
            "1",
            new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED),
            Optional.of(new Timing(Optional.of(CREATED), 5, 60_250)),
            List.of(new Field("src", value)),
            legs));
  }
}
