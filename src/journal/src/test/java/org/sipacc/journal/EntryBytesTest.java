package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.TimeOrderedId;

class EntryBytesTest {
  private static final JournalPosition PLACE = new JournalPosition(3, 17);
  private static final TimeOrderedId ID = TimeOrderedId.of(1_700_000_099_000L, 9, PLACE.toIdLow());

  @Test
  void aRecordComesBackAsItWas() {
    JournalEntry entry =
        new JournalEntry.RecordEntry(PLACE, ID, Samples.manualWithLegsAndOwnColumns());
    assertThat(EntryBytes.read(ID, EntryBytes.of(entry))).isEqualTo(entry);
  }

  @Test
  void aSummaryComesBackAsItWas() {
    JournalEntry entry = new JournalEntry.SummaryEntry(PLACE, ID, Samples.answeredCall());
    assertThat(EntryBytes.read(ID, EntryBytes.of(entry))).isEqualTo(entry);
  }

  @Test
  void bytesThatWereChangedAreRefused() {
    byte[] bytes = EntryBytes.of(new JournalEntry.RecordEntry(PLACE, ID, Samples.cdr()));
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    assertThatThrownBy(() -> EntryBytes.read(ID, changed))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> EntryBytes.read(ID, Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> EntryBytes.read(ID, new byte[3])).isInstanceOf(JournalException.class);
  }
}
