package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.EndCause;

/**
 * The bytes printed here are in people's journals. If one of these tests fails, the change needs a
 * new version of the field set beside the old one, not new bytes.
 */
class EntryCodecTest {
  private static final long MILLIS = 1_700_000_100_000L;
  private static final JournalPosition PLACE = new JournalPosition(2, 41);
  private static final SegmentHeader SEGMENT =
      new SegmentHeader(
          true,
          513,
          2,
          UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
          42,
          1_699_999_999_999L,
          new JournalPosition(1, 99));

  private static final String CDR =
      "000000b33718155701010000018bcfe6eea0000000000000002a0302036163630001018bcfe5687b"
          + "00071122334455667788013306494e564954450666726f6d2d3104746f2d311063616c6c2d314031"
          + "39322e302e322e3103323030024f4b8ac49fd50c87cab5ee01010180c49fd50c000ae4b907020963"
          + "616c6c65725f6964157369703a616c696365406578616d706c652e636f6d0963616c6c65655f6964"
          + "197369703a62c3b662406578616d706c652e636f6d20f09f998200";
  private static final String MANUAL =
      "00000056eaf1c13a01010000018bcfe6eea0000000000000002a04040001016d0266740274740263"
          + "6902736302737201740000074d4553534147450166000163000001ff93ebdc0300000302036c6567"
          + "013102746f000001036c65670133";
  private static final String RE_INVITE =
      "0000004d5aa6267f01020000018bcfe6eea0000000000000002a0103000001018bcfe5687b000711"
          + "22334455667788013306494e5649544501660174016303323030024f4b8ac49fd50c87cab5ee0101"
          + "0000000000";
  private static final String ENDED_CDR =
      "0000004ef2a0d0c701030000018bcfe6eea0000000000000002a0303000001018bcfe5687b000711"
          + "22334455667788013306494e5649544501660174016303323030024f4b8ac49fd50c87cab5ee0101"
          + "000000000002";
  private static final String INTERIM =
      "000000651414e71301010000018bcfe6eea0000000000000002a0503000001018bcfe5687b000711"
          + "22334455667788013306494e5649544501660174016303323030024f4b8ac49fd50c87cab5ee0101"
          + "0180c49fd50c000ac0a9070109557365722d4e616d6505616c69636500";
  private static final String SUMMARY =
      "0000013fab14b8e402010000018bcfe6eea0000000000000002a018bcfe5687b0007112233445566"
          + "77881063616c6c2d31403139322e302e322e310666726f6d2d3104746f2d31157369703a616c6963"
          + "65406578616d706c652e636f6d137369703a626f62406578616d706c652e636f6d117369703a626f"
          + "62403139322e302e322e32127564703a3139322e302e322e313a353036300970686f6e652f312e30"
          + "80c49fd50cc0a9d33a0180c49fd50cc08398440180c49fd50cc0ad829a01018ac49fd50c87cab5ee"
          + "0184c59fd50c8787b98202019003024f4b020c557073747265616d20425945036279650133021173"
          + "69703a626f62403139322e302e322e3980c49fd50cc0a9d33a0180c49fd50cc0ebaa6aee07135365"
          + "727669636520556e617661696c61626c65117369703a626f62403139322e302e322e3280c49fd50c"
          + "c0ebaa6a000000";
  private static final String FOREIGN_BYE =
      "0000004a105c8a9b03010000018bcfe6eea0000000000000002a1063616c6c2d31403139322e302e"
          + "322e310666726f6d2d3104746f2d3108f8c49fd50c959aef3a0c555053545245414d5f42594502ffff03";
  private static final String HEADER =
      "5349504143434a0a01010201000000020123456789abcdef0123456789abcdef000000000000002a"
          + "0000018bcfe567ff00000001000000000000006339074f1d";

  static Stream<AccountingRecord> records() {
    return Stream.concat(
        Stream.of(
            Samples.cdr(),
            Samples.manualWithLegsAndOwnColumns(),
            Samples.missedWithoutCdrTiming(),
            Samples.reInvite(),
            Samples.interim(),
            Samples.baseLine()),
        Arrays.stream(EndCause.values()).map(Samples::endedCdr));
  }

  static Stream<CallSummary> summaries() {
    return Stream.concat(
        Stream.of(Samples.answeredCall()),
        Arrays.stream(Outcome.values())
            .flatMap(
                outcome -> Arrays.stream(EndedBy.values()).map(by -> Samples.call(outcome, by))));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordComesBackAsItWas(AccountingRecord record) {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(record, buffer);
    assertThat(((JournalEntry.RecordEntry) decode(buffer)).record()).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("summaries")
  void aSummaryComesBackAsItWas(CallSummary summary) {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(summary, buffer);
    assertThat(((JournalEntry.SummaryEntry) decode(buffer)).summary()).isEqualTo(summary);
  }

  @Test
  void aByeOfAnotherNodesCallComesBackAsItWas() {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(Samples.foreignBye(), buffer);
    JournalEntry entry = decode(buffer);
    assertThat(((JournalEntry.ForeignByeEntry) entry).bye()).isEqualTo(Samples.foreignBye());
    assertThat(EntryBytes.read(entry.id(), EntryBytes.of(entry))).isEqualTo(entry);
  }

  @Test
  void theBytesOfAByeOfAnotherNodesCallAreThese() {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(Samples.foreignBye(), buffer);
    assertThat(hex(buffer)).isEqualTo(FOREIGN_BYE);
  }

  @Test
  void anEntryKnowsItsPlaceAndTime() {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(Samples.cdr(), buffer);
    JournalEntry entry = decode(buffer);
    assertThat(entry.position()).isEqualTo(new JournalPosition(2, 42));
    assertThat(JournalPosition.after(entry.id())).isEqualTo(entry.position());
    assertThat(entry.id().time().toEpochMilli()).isEqualTo(MILLIS);
    assertThat(entry.id().node()).isEqualTo(513);
  }

  @Test
  void theBytesOfARecordAreThese() {
    assertThat(hex(Samples.cdr())).isEqualTo(CDR);
    assertThat(hex(Samples.manualWithLegsAndOwnColumns())).isEqualTo(MANUAL);
    assertThat(hex(Samples.reInvite())).isEqualTo(RE_INVITE);
    assertThat(hex(Samples.endedCdr(EndCause.UPSTREAM_BYE))).isEqualTo(ENDED_CDR);
    assertThat(hex(Samples.interim())).isEqualTo(INTERIM);
  }

  @Test
  void theBytesOfASummaryAreThese() {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(Samples.answeredCall(), buffer);
    assertThat(hex(buffer)).isEqualTo(SUMMARY);
  }

  @Test
  void theBytesOfASegmentHeaderAreThese() throws Exception {
    assertThat(HexFormat.of().formatHex(SEGMENT.encode())).isEqualTo(HEADER);
    assertThat(SegmentHeader.decode(SEGMENT.encode())).isEqualTo(SEGMENT);
  }

  @Test
  void aSegmentOfANewerFormatIsRefused() {
    byte[] header = SEGMENT.encode();
    header[8] = 2;
    CRC32C crc = new CRC32C();
    crc.update(header, 0, 60);
    ByteBuffer.wrap(header).putInt(60, (int) crc.getValue());
    assertThatThrownBy(() -> SegmentHeader.decode(header))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void anEntryAboveOneMebibyteIsRefused() {
    EntryBuffer buffer = new EntryBuffer();
    CallSummary call = Samples.answeredCall();
    String cause = "x".repeat(60_000);
    List<CallSummary.Attempt> attempts =
        Stream.generate(
                () -> new CallSummary.Attempt(cause, Samples.INVITED, Optional.empty(), 0, ""))
            .limit(20)
            .toList();
    CallSummary huge =
        new CallSummary(
            call.uid(),
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            call.invited(),
            call.firstProvisional(),
            call.ringing(),
            call.answered(),
            call.ended(),
            call.outcome(),
            200,
            "",
            call.endedBy(),
            "",
            "",
            "",
            attempts);
    assertThatThrownBy(() -> EntryCodec.encode(huge, buffer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1048576");
  }

  private static JournalEntry decode(EntryBuffer buffer) {
    EntryCodec.stamp(buffer, MILLIS, PLACE, new CRC32C());
    int length = buffer.view().getInt(0);
    assertThat(EntryCodec.checksum(new CRC32C(), buffer.bytes(), 0, length))
        .isEqualTo(buffer.view().getInt(4));
    return EntryCodec.decode(Frame.of(buffer.bytes(), 0, length), SEGMENT).orElseThrow();
  }

  private static String hex(AccountingRecord record) {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(record, buffer);
    return hex(buffer);
  }

  private static String hex(EntryBuffer buffer) {
    EntryCodec.stamp(buffer, MILLIS, PLACE, new CRC32C());
    return HexFormat.of().formatHex(buffer.bytes(), 0, buffer.size());
  }
}
