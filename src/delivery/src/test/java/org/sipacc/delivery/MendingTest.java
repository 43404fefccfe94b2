package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Field;
import org.sipacc.journal.JournalEntry;

class MendingTest {
  private static final JournalEntry ENTRY = SampleEntries.entry(7, withFields());

  private static AccountingRecord withFields() {
    AccountingRecord plain = SampleEntries.cdr(Backend.DB, 7);
    return new AccountingRecord(
        plain.kind(),
        plain.backend(),
        plain.table(),
        plain.columns(),
        plain.callUid(),
        plain.policyVersion(),
        plain.core(),
        plain.timing(),
        List.of(new Field("src_user", "alice"), new Field("tariff", "night")),
        List.of(List.of(new Field("leg_user", "x")), List.of(new Field("leg_user", "y"))));
  }

  private static AccountingRecord mended(String name, String value) {
    JournalEntry mended = Mending.mend(ENTRY, Map.of(name, Optional.ofNullable(value)));
    assertThat(mended.id()).isEqualTo(ENTRY.id());
    return ((JournalEntry.RecordEntry) mended).record();
  }

  @ParameterizedTest
  @CsvSource({
    "table, own_acc",
    "callid, other",
    "sip_code, 487",
    "time, 2026-03-01T12:00:00Z",
    "created, 2026-03-01T11:00:00Z",
    "ms_duration, 17",
    "tariff, day",
    "leg2.leg_user, z",
    "leg1.leg_note, new",
    "score, 3",
  })
  void aFieldGetsANewValueAndTheOthersStay(String name, String value) {
    Map<String, String> before = RecordFields.of(ENTRY);
    Map<String, String> after =
        RecordFields.of(Mending.mend(ENTRY, Map.of(name, Optional.of(value))));
    assertThat(after).containsEntry(name, value);
    before.remove(name);
    assertThat(after).containsAllEntriesOf(before);
  }

  @Test
  void aFieldCanBeTakenOut() {
    assertThat(mended("tariff", null).extras()).containsExactly(new Field("src_user", "alice"));
    assertThat(mended("leg2.leg_user", null).legs())
        .containsExactly(List.of(new Field("leg_user", "x")), List.of());
  }

  @Test
  void instantsKeepTheirMeaning() {
    assertThat(mended("time", "2026-03-01T12:00:00Z").core().time())
        .isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "time, yesterday, write an instant",
    "ms_duration, long, whole number",
    "callid, , give it a value",
    "nonsense, , no field",
    "bad name, x, no field",
    "leg3.leg_user, x, 2 legs",
    "table, a;b, plain name",
  })
  void whatCannotBeIsRefusedWithWhatToWriteInstead(String name, String value, String message) {
    assertThatThrownBy(() -> mended(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aRecordWithoutTableGetsNone() {
    JournalEntry forLog = SampleEntries.entry(Backend.LOG, 1);
    assertThatThrownBy(() -> Mending.mend(forLog, Map.of("table", Optional.of("acc"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Mending.mend(forLog, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
