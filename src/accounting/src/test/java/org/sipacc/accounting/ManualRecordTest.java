package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.accounting.StandardCall.ANSWERED;
import static org.sipacc.accounting.StandardCall.INVITED;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.AccountingSettings.FieldName;
import org.sipacc.accounting.AccountingSettings.Options;

class ManualRecordTest {
  private static final Options DETECT_DIRECTION = new Options(false, false, true, false, Set.of());

  @Test
  @DisplayName("M01 without an accounting context a record has the core fields alone")
  void withoutAContextThereAreOnlyTheCoreFields() {
    AccountingRecord record =
        StandardCall.invite().accountNow(Backend.LOG, "403 Destination not allowed");

    assertThat(record.kind()).isEqualTo(RecordKind.MANUAL);
    assertThat(record.core())
        .isEqualTo(
            new CoreFields(
                "INVITE", "ft1", "", "c1@a", "403", "Destination not allowed", ANSWERED));
    assertThat(record.timing()).isEmpty();
    assertThat(record.extras()).isEmpty();
    assertThat(record.legs()).isEmpty();
    assertThat(record.table()).isEmpty();
    assertThat(record.callUid()).contains(StandardCall.UID);
  }

  @Test
  @DisplayName("M06 a record for the database goes to the table that is named")
  void databaseRecordGoesToTheNamedTable() {
    AccountingRecord record = StandardCall.invite().accountNow(Backend.DB, "Some comment");

    assertThat(record.table()).isEqualTo("my_acc");
    assertThat(record.core().code()).isEmpty();
    assertThat(record.core().reason()).isEqualTo("Some comment");
    assertThat(record.timing()).isEmpty();
    assertThat(record.extras()).isEmpty();
  }

  @ParameterizedTest(name = "\"{0}\" has the code \"{1}\"")
  @DisplayName("M08 the code that chooses the event is that of the comment")
  @CsvSource({"200 ok,200", "403 no,403", "text,''"})
  void eventIsChosenByTheCode(String comment, String code) {
    assertThat(StandardCall.invite().accountNow(Backend.EVI, comment).core().code())
        .isEqualTo(code);
  }

  @Test
  @DisplayName("D-30 an event without an accounting context has all its fields, without values")
  void anEventWithoutAContextHasItsFieldsWithoutValues() {
    StandardCall call =
        StandardCall.inviteWithLegs(
            Map.of(Backend.EVI, List.of(new FieldName("caller", "caller"))));

    AccountingRecord record = call.accountNow(Backend.EVI, "200 ok");

    assertThat(record.legs()).containsExactly(List.of(new Field("caller", "")));
    assertThat(record.timing()).isEmpty();
  }

  @Test
  @DisplayName("M12 each call of the function gives a record, and none is made up for later")
  void eachCallGivesARecord() {
    StandardCall call = StandardCall.invite();

    assertThat(call.accountNow(Backend.LOG, "200 one"))
        .isEqualTo(call.accountNow(Backend.LOG, "200 one"));
    assertThat(call.answered().callerHangsUp().records()).isEmpty();
  }

  @Test
  @DisplayName("A18 an ACK that is marked gives nothing but what is asked for by hand")
  void ackIsAccountedByHandAlone() {
    StandardCall ack =
        StandardCall.invite().answered().callerSends("ACK").doAccounting("log|db", "");

    assertThat(ack.records()).isEmpty();
    assertThat(ack.accountNow(Backend.LOG, "200 ACK").core())
        .isEqualTo(new CoreFields("ACK", "ft1", "tt1", "c1@a", "200", "ACK", ANSWERED));
  }

  @Test
  void markedWithoutCdrItHasExtrasAndNoFigures() {
    StandardCall call = StandardCall.invite().extra("src", "alice").doAccounting("db", "");

    AccountingRecord record = call.accountNow(Backend.DB, "200");
    assertThat(record.timing()).contains(Timing.NONE);
    assertThat(record.extras()).containsExactly(new Field("src_user", "alice"));
  }

  @Test
  void withCdrItHasCreatedAndSetup() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr");

    assertThat(call.accountNow(Backend.DB, "200").timing())
        .contains(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 5, 0));
  }

  @Test
  void anyTouchOfAFieldMakesTheContext() {
    StandardCall reader = StandardCall.invite();
    assertThat(reader.context().values().extra("src")).isEmpty();
    StandardCall legReader = StandardCall.invite();
    assertThat(legReader.context().values().leg("caller", 0)).isEmpty();
    StandardCall legWriter = StandardCall.invite();
    assertThat(legWriter.context().values().setLeg("caller", 0, "x")).isFalse();
    StandardCall legCounter = StandardCall.invite();
    assertThat(legCounter.context().values().currentLeg()).isEmpty();
    StandardCall legAdder = StandardCall.invite();
    legAdder.context().values().newLeg();

    for (StandardCall call :
        List.of(
            reader,
            legReader,
            legWriter,
            legCounter,
            legAdder,
            StandardCall.invite().extra("src", "alice"))) {
      AccountingRecord record = call.accountNow(Backend.DB, "200");
      assertThat(record.timing()).contains(Timing.NONE);
      assertThat(record.extras()).extracting(Field::name).containsExactly("src_user");
    }
  }

  @Test
  void withAContextItHasTheLegs() {
    StandardCall call =
        StandardCall.inviteWithLegs(
            Map.of(Backend.LOG, List.of(new FieldName("caller", "caller"))));
    assertThat(call.accountNow(Backend.LOG, "200").legs()).isEmpty();

    call.context().values().setLeg("caller", 0, "Alice");
    assertThat(call.accountNow(Backend.LOG, "200").legs())
        .containsExactly(List.of(new Field("caller", "Alice")));
  }

  @Test
  void definedFieldsStandEvenWithoutAContext() {
    StandardCall call = StandardCall.invite();
    call.context().defineExtra("src", "alice");

    AccountingRecord record = call.accountNow(Backend.DB, "200");
    assertThat(record.timing()).isEmpty();
    assertThat(record.extras()).containsExactly(new Field("src_user", "alice"));
    assertThat(call.accountNow(Backend.LOG, "200").extras()).isEmpty();
  }

  @Test
  void withinACallWithCdrItHasTheCallsFields() {
    StandardCall call =
        StandardCall.invite().doAccounting("db", "cdr").extra("src", "alice").answered();

    AccountingRecord record = call.callerSends("INFO").accountNow(Backend.DB, "200 info");
    assertThat(record.core().method()).isEqualTo("INFO");
    assertThat(record.extras()).containsExactly(new Field("src_user", "alice"));
    assertThat(record.timing())
        .contains(new Timing(Optional.of(INVITED.truncatedTo(ChronoUnit.SECONDS)), 5, 0));
    assertThat(record.callUid()).contains(StandardCall.UID);
  }

  @Test
  void withinACallAnotherBackendsCdrGivesItNoFigures() {
    StandardCall call = StandardCall.invite().doAccounting("db", "cdr").answered();

    assertThat(call.callerSends("INFO").accountNow(Backend.LOG, "200 info").timing())
        .contains(Timing.NONE);
    assertThat(call.accountNow(Backend.LOG, "200 info").timing()).contains(Timing.NONE);
  }

  @Test
  void withinACallWithoutCdrThereIsNoContext() {
    StandardCall call = StandardCall.invite().doAccounting("db", "").extra("src", "a").answered();

    assertThat(call.callerSends("INFO").accountNow(Backend.DB, "200 info").timing()).isEmpty();
  }

  @Test
  @DisplayName("J01 of a loaded context it has the request in hand and the other call's fields")
  void ofALoadedContextItHasTheOtherCallsFields() {
    StandardCall other = StandardCall.invite().doAccounting("db", "cdr").extra("src", "alice");
    RequestFacts inHand =
        new RequestFacts(
            "MESSAGE", "c2@a", "ft2", "", "sip:carol@a", "sip:bob@b", "sip:bob@b", "", "", INVITED);

    AccountingRecord record =
        other
            .context()
            .accountNow(inHand, Backend.DB, RequestComment.parse("200 seen"), "t", ANSWERED)
            .orElseThrow();

    assertThat(record.core())
        .isEqualTo(new CoreFields("MESSAGE", "ft2", "", "c2@a", "200", "seen", ANSWERED));
    assertThat(record.extras()).containsExactly(new Field("src_user", "alice"));
    assertThat(record.timing().orElseThrow().setupSeconds()).isEqualTo(5);
    assertThat(record.callUid()).contains(StandardCall.UID);
  }

  @Test
  @DisplayName("X01 detect_direction swaps a manual record only after do_accounting")
  void directionIsDetectedOnlyAfterDoAccounting() {
    StandardCall bye = StandardCall.invite(DETECT_DIRECTION).answered().calleeSends("BYE");
    AccountingRecord before = bye.accountNow(Backend.LOG, "200");
    AccountingRecord after = bye.doAccounting("log", "").accountNow(Backend.LOG, "200");

    assertThat(before.core().fromTag() + " " + before.core().toTag()).isEqualTo("tt1 ft1");
    assertThat(after.core().fromTag() + " " + after.core().toTag()).isEqualTo("ft1 tt1");
  }
}
