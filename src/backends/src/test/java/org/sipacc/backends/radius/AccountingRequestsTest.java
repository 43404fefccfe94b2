package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.aaa4j.radius.core.attribute.Attribute;
import org.aaa4j.radius.core.attribute.StringData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.accounting.parameter.RadiusProfile;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/** The attributes of each record, one by one, in their order. */
class AccountingRequestsTest {
  private static final Instant ANSWERED = Instant.parse("2023-11-14T22:13:25.700Z");
  private static final Instant FINISHED = Instant.parse("2023-11-14T22:14:26.100Z");
  private static final TimeOrderedId CALL = TimeOrderedId.of(1_700_000_000_200L, 0, 7);
  private static final Optional<Timing> TIMING =
      Optional.of(new Timing(Optional.of(Instant.ofEpochSecond(1_700_000_000)), 5, 60_250));
  private static final RadiusDictionary DICTIONARY = DictionaryReader.read(Optional.empty());

  @Test
  @DisplayName("E04 a CDR is a Stop with the answer's code and the four figures")
  void cdr() throws Exception {
    assertThat(attributes(requests(), cdr(List.of(), List.of())))
        .containsExactly(
            "40=2",
            "6=15",
            "205=200",
            "204=1",
            "55=1700000005",
            "206=ft1",
            "207=tt1",
            "44=c1@a",
            "227=61",
            "228=5",
            "229=1700000000",
            "230=60250",
            "5=5060",
            "41=0");
  }

  @Test
  @DisplayName(
      "R01 an answered INVITE without cdr is a Start, with 0 for the set-up figures (D-01)")
  void start() throws Exception {
    assertThat(attributes(requests(), base("INVITE", false, "200", "tt1")))
        .containsExactly(
            "40=1",
            "6=15",
            "205=200",
            "204=1",
            "55=1700000005",
            "206=ft1",
            "207=tt1",
            "44=c1@a",
            "228=0",
            "229=0",
            "5=5060",
            "41=0");
  }

  @ParameterizedTest(name = "{0} within a dialog: {1}, code {2}: status type {3}, method {4}")
  @CsvSource({
    "INVITE,false,200,1,1",
    "INVITE,false,202,1,1",
    "INVITE,false,183,15,1",
    "INVITE,false,486,15,1",
    "INVITE,false,'',15,1",
    "INVITE,true,200,3,1",
    "BYE,true,200,2,8",
    "BYE,true,481,2,8",
    "BYE,false,200,2,8",
    "CANCEL,false,200,2,2",
    "ACK,true,200,3,4",
    "MESSAGE,false,200,15,256",
    "MESSAGE,true,200,3,256",
    "REGISTER,false,200,15,128",
    "PUBLISH,false,200,15,8192",
    "FOO,false,200,15,16384"
  })
  void statusTypeFollowsFromTheRequest(
      String method, boolean within, String code, long status, long number) throws Exception {
    assertThat(attributes(requests(), base(method, within, code, "tt1")))
        .startsWith(
            "40=" + status, "6=15", "205=" + (code.isEmpty() ? "0" : code), "204=" + number);
  }

  @Test
  @DisplayName("H04 L04 extras come in their order, then all legs; what has no value is left out")
  void fields() throws Exception {
    List<String> attributes =
        attributes(
            requests(),
            cdr(
                List.of(new Field("Sip-Group", ""), new Field("NAS-Port-Type", "5")),
                List.of(leg("Alice", "Bob"), leg("Bob", "Charlie"))));

    assertThat(attributes.subList(12, 17))
        .containsExactly("61=5", "208=Alice", "209=Bob", "208=Bob", "209=Charlie");
  }

  @Test
  @DisplayName("R05 service_type takes the place of Sip-Session")
  void serviceType() throws Exception {
    AccountingRequests requests =
        new AccountingRequests(DICTIONARY, OptionalInt.of(20), RadiusProfile.OPENSIPS);

    assertThat(attributes(requests, base("INVITE", false, "200", "tt1"))).contains("6=20");
  }

  @Test
  void anInterimRecordIsAnInterimUpdateOfItsOwnInstantWithTheDurationSoFar() throws Exception {
    AccountingRequests full =
        new AccountingRequests(DICTIONARY, OptionalInt.empty(), RadiusProfile.FULL);
    AccountingRecord interim =
        record(
            RecordKind.INTERIM,
            "INVITE",
            false,
            "200",
            "tt1",
            Optional.of(new Timing(Optional.of(Instant.ofEpochSecond(1_700_000_000)), 5, 60_000)),
            List.of(),
            List.of());

    assertThat(attributes(full, interim))
        .contains("40=3", "44=c1@a", "46=60", "55=1700000065", "204=1", "205=200")
        .contains("227=60", "228=5", "229=1700000000", "230=60000");
    assertThat(attributes(requests(), interim))
        .contains("40=3", "227=60")
        .noneMatch(attribute -> attribute.startsWith("46="));
  }

  @Test
  void missingTagIsNoAttribute() throws Exception {
    assertThat(attributes(requests(), base("INVITE", false, "408", "")))
        .noneMatch(attribute -> attribute.startsWith("207="));
  }

  @Test
  void delayTimeIsTheTimeSinceTheRecordWasFinished() throws Exception {
    AccountingRequest late =
        requests().of(entry(cdr(List.of(), List.of())), FINISHED.plusMillis(90_999));
    AccountingRequest early =
        requests().of(entry(cdr(List.of(), List.of())), FINISHED.minusMillis(5));

    assertThat(texts(late)).contains("41=90");
    assertThat(texts(early)).contains("41=0");
  }

  @Test
  void manualRecordWithoutContextHasZeroFigures() throws Exception {
    AccountingRecord record =
        new AccountingRecord(
            RecordKind.MANUAL,
            Backend.AAA,
            "",
            CoreColumns.DEFAULT,
            Optional.empty(),
            "1",
            new CoreFields("INVITE", "ft1", "", "c1@a", "", "text", ANSWERED),
            Optional.empty(),
            List.of(),
            List.of());

    assertThat(attributes(requests(), record)).contains("40=15", "205=0", "228=0", "229=0");
  }

  @Test
  void figuresThatDoNotFitAreTheLargestThatDo() throws Exception {
    AccountingRecord record =
        with(cdr(List.of(), List.of()), new Timing(Optional.empty(), -1, 5_000_000_000L));

    assertThat(attributes(requests(), record)).contains("230=4294967295", "227=5000000", "228=0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "4294967296", "1.5", "0x10", " 1", "99999999999999999999"})
  void whatIsNoNumberMakesARecordWithANumberForEverUnsendable(String value) {
    assertThatThrownBy(
            () ->
                attributes(requests(), cdr(List.of(new Field("NAS-Port-Type", value)), List.of())))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("NAS-Port-Type (type integer) takes a whole number");
  }

  @ParameterizedTest
  @CsvSource({
    "Framed-IP-Address,example.com",
    "Framed-IP-Address,999.0.0.1",
    "NAS-IPv6-Address,1.2.3.4",
    "NAS-IPv6-Address,:::::::::"
  })
  void whatIsNoAddressDoesSoForAnAddressWithoutAnyLookUp(String name, String value) {
    assertThatThrownBy(
            () -> attributes(requests(), cdr(List.of(new Field(name, value)), List.of())))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining(name);
  }

  @Test
  void aTextIsCutAtACharactersBorderToWhatAnAttributeHolds() throws Exception {
    String long253 = "x".repeat(250) + "\ud83d\ude42".repeat(20);

    assertThat(attributes(requests(), cdr(List.of(new Field("Sip-Uri-User", long253)), List.of())))
        .contains("208=" + "x".repeat(250));
  }

  @Test
  void noCallerCanMakeARecordThatDoesNotFit() throws Exception {
    String flood = "\u00fc".repeat(40_000);
    List<Field> extras = new ArrayList<>(Collections.nCopies(60, new Field("SIP-AVP", flood)));

    AccountingRequest request = requests().of(entry(cdr(extras, List.of())), FINISHED);

    assertThat(request.attributes()).hasSize(14 + 60);
    assertThat(
            request.attributes().stream()
                .mapToInt(a -> ((StringData) a.getData()).length() + 2)
                .sum())
        .isBetween(2000, 4096 - 20 - 18);
  }

  @Test
  void moreFieldsThanAPacketHoldsAreRefusedForGood() {
    List<Field> extras = Collections.nCopies(2_000, new Field("SIP-AVP", "a"));

    assertThatThrownBy(() -> requests().of(entry(cdr(extras, List.of())), FINISHED))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("4096");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\";--=\"",
        "a\r\nb",
        "a\0b",
        "\ud83d\ude42",
        "=cmd|' /C calc'!A0",
        "'; drop table acc; --",
        "<script>"
      })
  void hostileTextsAreCarriedAsTheyAre(String value) throws Exception {
    assertThat(attributes(requests(), cdr(List.of(new Field("SIP-AVP", value)), List.of())))
        .hasSize(15)
        .contains("225=" + value);
  }

  @Test
  void theFullProfileAddsWhatRfc2866HasForASession() throws Exception {
    AccountingRequests full =
        new AccountingRequests(DICTIONARY, OptionalInt.empty(), RadiusProfile.FULL);

    assertThat(attributes(full, ended(EndCause.DOWNSTREAM_BYE)))
        .containsSubsequence("46=61", "49=1", "50=" + CALL);
    assertThat(attributes(full, base("INVITE", false, "200", "tt1")))
        .contains("50=" + CALL)
        .noneMatch(attribute -> attribute.startsWith("46=") || attribute.startsWith("49="));
  }

  @ParameterizedTest
  @CsvSource({
    "DOWNSTREAM_BYE,1",
    "UPSTREAM_BYE,1",
    "CANCELLED,1",
    "LIFETIME_TIMEOUT,5",
    "MI_TERMINATION,6"
  })
  void theFullProfileTellsWhyACallEnded(EndCause cause, int number) throws Exception {
    AccountingRequests full =
        new AccountingRequests(DICTIONARY, OptionalInt.empty(), RadiusProfile.FULL);

    assertThat(attributes(full, ended(cause))).contains("49=" + number);
    assertThat(attributes(requests(), ended(cause)))
        .noneMatch(attribute -> attribute.startsWith("49="));
  }

  private static AccountingRequests requests() throws UnencodableException {
    return new AccountingRequests(DICTIONARY, OptionalInt.empty(), RadiusProfile.OPENSIPS);
  }

  private static AccountingRecord cdr(List<Field> extras, List<List<Field>> legs) {
    return record(RecordKind.CDR, "INVITE", false, "200", "tt1", TIMING, extras, legs);
  }

  private static AccountingRecord base(String method, boolean within, String code, String toTag) {
    return record(
        RecordKind.BASE,
        method,
        within,
        code,
        toTag,
        Optional.of(Timing.NONE),
        List.of(),
        List.of());
  }

  private static AccountingRecord with(AccountingRecord record, Timing timing) {
    return record(
        record.kind(), "INVITE", false, "200", "tt1", Optional.of(timing), List.of(), List.of());
  }

  private static AccountingRecord record(
      RecordKind kind,
      String method,
      boolean within,
      String code,
      String toTag,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    return new AccountingRecord(
        kind,
        Backend.AAA,
        "",
        CoreColumns.DEFAULT,
        within,
        Optional.of(CALL),
        "1",
        new CoreFields(method, "ft1", toTag, "c1@a", code, "OK", ANSWERED),
        timing,
        Optional.empty(),
        extras,
        legs);
  }

  private static AccountingRecord ended(EndCause cause) {
    return new AccountingRecord(
        RecordKind.CDR,
        Backend.AAA,
        "",
        CoreColumns.DEFAULT,
        false,
        Optional.of(CALL),
        "1",
        new CoreFields("INVITE", "ft1", "tt1", "c1@a", "200", "OK", ANSWERED),
        TIMING,
        Optional.of(cause),
        List.of(),
        List.of());
  }

  private static List<Field> leg(String user, String host) {
    return List.of(new Field("Sip-Uri-User", user), new Field("Sip-Uri-Host", host));
  }

  private static RecordEntry entry(AccountingRecord record) {
    return new RecordEntry(
        new JournalPosition(0, 1), TimeOrderedId.of(FINISHED.toEpochMilli(), 0, 1), record);
  }

  private static List<String> attributes(AccountingRequests requests, AccountingRecord record)
      throws UnencodableException {
    return texts(requests.of(entry(record), FINISHED));
  }

  private static List<String> texts(AccountingRequest request) {
    return request.attributes().stream().map(AccountingRequestsTest::text).toList();
  }

  /** Number and value, a number as such. */
  private static String text(Attribute<?> attribute) {
    int type = attribute.getType().head();
    byte[] value = ((StringData) attribute.getData()).getValue();
    boolean number =
        List.of(5, 6, 40, 41, 46, 49, 55, 61, 204, 205, 227, 228, 229, 230).contains(type);
    return type
        + "="
        + (number
            ? Integer.toUnsignedString(ByteBuffer.wrap(value).getInt())
            : new String(value, StandardCharsets.UTF_8));
  }
}
