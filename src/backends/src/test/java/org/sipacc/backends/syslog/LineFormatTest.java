package org.sipacc.backends.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry.RecordEntry;

class LineFormatTest {
  private static final Origin ORIGIN = new Origin("node1", "sipacc", 7);
  private static final Priority NOTICE = Priority.of("LOG_DAEMON", 2);

  @Test
  void aPacketThatLeavesTheMachineNamesTheHost() {
    LineFormat format =
        new OpensipsFormat(NOTICE, ORIGIN, "node1 ", Integer.MAX_VALUE, ZoneOffset.ofHours(1));

    assertThat(packet(format, Samples.withExtra("a", "1")))
        .startsWith("<29>Nov 14 23:14:26 node1 sipacc[7]: NOTICE:ACC: transaction answered: ");
  }

  @Test
  void aDayOfOneDigitIsFilledWithABlank() {
    LineFormat format = new OpensipsFormat(NOTICE, ORIGIN, "", 9_999, ZoneOffset.ofHours(1));
    RecordEntry entry = Samples.entry(Samples.withExtra("a", "1"));
    TimeOrderedId id = TimeOrderedId.of(1_701_428_645_000L, 1, 1);
    var first = new RecordEntry(entry.position(), id, entry.record());

    assertThat(Samples.text(format.encode(first))).startsWith("<29>Dec  1 12:04:05 sipacc[7]: ");
  }

  @ParameterizedTest
  @CsvSource({
    "LOG_LOCAL3, 1, <156>, WARNING:",
    "LOG_DAEMON, 2, <29>, NOTICE:",
    "LOG_KERN, -3, <1>, ALERT:",
    "LOG_AUTH, -2, <34>, CRITICAL:",
    "LOG_FTP, -1, <91>, ERROR:",
    "LOG_LOCAL7, 3, <190>, INFO:",
    "LOG_USER, 4, <15>, DBG:"
  })
  void facilityAndLevelMakeThePriorityAndTheWordInFront(
      String facility, int level, String priority, String word) {
    LineFormat format =
        new OpensipsFormat(Priority.of(facility, level), ORIGIN, "", 9_999, ZoneOffset.UTC);

    assertThat(packet(format, Samples.withExtra("a", "1")))
        .startsWith(priority)
        .contains(": " + word + "ACC: ");
  }

  @Test
  void structuredDataHasTheSameKeysAndTheRecordsId() {
    assertThat(packet(rfc5424(), Samples.withExtra("src ip", "a]b\"c\\d;e=f")))
        .isEqualTo(
            "<29>1 2023-11-14T22:14:26.100Z node1 sipacc 7 BASE [acc@32473"
                + " record_id=\""
                + Samples.entry(Samples.withExtra("a", "b")).id()
                + "\" timestamp=\"1700000066\" method=\"INVITE\" from_tag=\"ft1\" to_tag=\"tt1\""
                + " call_id=\"c1@a\" code=\"200\" reason=\"OK\""
                + " src_ip=\"a\\]b\\\"c\\\\d;e=f\"] ACC: transaction answered");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void noValueCanEndALine(LineFormat format) {
    String packet =
        packet(format, Samples.withExtra("a", "x\r\nACC: fake\u0000\t\u0085\u007f\u001by"));

    assertThat(packet.strip()).contains("x  ACC: fake     y").doesNotMatch("(?s).*\\p{Cntrl}.*");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void charactersOutsideTheBasicPlaneStayWhole(LineFormat format) {
    assertThat(packet(format, Samples.withExtra("a", "\uD83D\uDE00é"))).contains("\uD83D\uDE00é");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatDoesNotFitIsLeftOutFieldByField(LineFormat format) {
    List<Field> extras =
        IntStream.range(0, 20).mapToObj(i -> new Field("f" + i, "é".repeat(5_000))).toList();
    AccountingRecord record =
        Samples.record(
            RecordKind.BASE,
            new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", Samples.FINISHED),
            Optional.of(Timing.NONE),
            extras,
            List.of());

    byte[] packet = format.encode(Samples.entry(record));

    assertThat(packet.length).isBetween(60_000, 65_533 + 200);
    assertThat(Samples.text(packet)).contains("f5=").doesNotContain("f6=");
    assertThat(Samples.text(packet).chars().filter(c -> c == 'é').count()).isEqualTo(30_000);
  }

  @ParameterizedTest
  @MethodSource("small")
  void aPacketIsNeverLongerThanItsTransportTakes(LineFormat format) {
    for (int length = 0; length < 900; length += 97) {
      byte[] packet = format.encode(Samples.entry(Samples.withExtra("a", "x".repeat(length))));

      assertThat(packet.length).isLessThanOrEqualTo(700);
      assertThat(Samples.text(packet)).contains("call_id=");
    }
  }

  static List<LineFormat> formats() {
    return List.of(opensips(Integer.MAX_VALUE), rfc5424());
  }

  static List<LineFormat> small() {
    return List.of(opensips(700), new Rfc5424Format(NOTICE, ORIGIN, 700));
  }

  private static LineFormat opensips(int maxPacket) {
    return new OpensipsFormat(NOTICE, ORIGIN, "", maxPacket, ZoneOffset.UTC);
  }

  private static LineFormat rfc5424() {
    return new Rfc5424Format(NOTICE, ORIGIN, Integer.MAX_VALUE);
  }

  private static String packet(LineFormat format, AccountingRecord record) {
    return Samples.text(format.encode(Samples.entry(record)));
  }
}
