package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.TimeOrderedId;

class FailedWriteTest {
  @RegisterExtension final LogCapture log = new LogCapture();
  @TempDir Path directory;
  private final FaultyFiles files = new FaultyFiles();
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(settings(), files);
  }

  @AfterEach
  void close() {
    files.mend();
    journal.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 26, 100})
  void whatItLeftIsCutOffAndTheNumberGoesToTheNext(int bytes) {
    journal.append(Samples.cdr("call-1"));
    failToAppend(bytes);
    files.mend();
    journal.append(Samples.cdr("call-2"));

    assertThatCallsAreThere(journal, "call-1", "call-2");
    reopen();
    assertThatCallsAreThere(journal, "call-1", "call-2");
    assertThat(journal.end()).isEqualTo(new JournalPosition(0, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 100})
  void whatCannotBeCutOffIsLeftBehindInItsSegment(int bytes) throws Exception {
    journal.append(Samples.cdr("call-1"));
    files.failTruncate();
    failToAppend(bytes);
    files.mend();
    journal.append(Samples.cdr("call-2"));
    assertThat(JournalFiles.segments(directory)).hasSize(2);

    assertThatCallsAreThere(journal, "call-1", "call-2");
    reopen();
    assertThatCallsAreThere(journal, "call-1", "call-2");
    assertThat(JournalFiles.damaged(directory)).isEmpty();
  }

  @Test
  void aBrokenSegmentWithoutEntriesIsReplaced() {
    files.failTruncate();
    failToAppend(10);
    try (JournalReader reader = journal.reader(JournalPosition.START)) {
      assertThat(reader.read(1)).isEmpty();
      files.mend();
      journal.append(Samples.cdr("call-1"));
      journal.sync();
      assertThat(reader.read(1)).extracting(Samples::callId).containsExactly("call-1");
    }
    reopen();
    assertThatCallsAreThere(journal, "call-1");
  }

  @Test
  void aSegmentThatCannotBeBegunFailsTheAppendNamingTheDirectory() {
    for (int i = 0; i < 5; i++) {
      journal.append(Samples.cdr("call-" + i));
    }
    files.failCreate();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                journal.append(Samples.cdr("more"));
              }
            })
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("No space left on device");
    JournalPosition before = journal.end();
    files.mend();
    journal.append(Samples.cdr("last"));
    assertThat(journal.end()).isEqualTo(before.plus(1));
    assertThat(JournalFiles.sequences(JournalFiles.readAll(journal)))
        .isEqualTo(JournalFiles.numbers(1, before.sequence() + 1));
  }

  @Test
  void aSegmentThatCannotBeBegunLeavesNoFileBehind() throws Exception {
    files.failTruncate();
    failToAppend(10);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> journal.append(Samples.cdr("lost")))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("cannot begin a new journal segment");
    }
    try (var all = Files.list(directory)) {
      assertThat(all).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  @Test
  void aBatchThatWasNotTakenIsAppendedLaterAsItWas() {
    JournalBatch batch =
        Journal.encode(
            List.of(Samples.cdr("call-1"), Samples.baseLine()),
            List.of(Samples.answeredCall()),
            List.of());
    files.failWritesAfter(100);
    assertThatThrownBy(() -> journal.append(batch)).isInstanceOf(JournalException.class);
    files.mend();
    List<TimeOrderedId> ids = journal.append(batch);

    assertThat(batch.entries()).isEqualTo(3);
    List<JournalEntry> entries = JournalFiles.readAll(journal);
    assertThat(entries).extracting(JournalEntry::id).isEqualTo(ids);
    assertThat(entries.get(0))
        .isEqualTo(
            new JournalEntry.RecordEntry(
                new JournalPosition(0, 1), ids.get(0), Samples.cdr("call-1")));
    assertThat(entries.get(2)).isInstanceOf(JournalEntry.SummaryEntry.class);
  }

  private void failToAppend(int bytes) {
    files.failWritesAfter(bytes);
    assertThatThrownBy(() -> journal.append(Samples.cdr("lost")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(".journal")
        .hasMessageContaining("No space left on device");
  }

  private static void assertThatCallsAreThere(Journal journal, String... callIds) {
    assertThat(JournalFiles.readAll(journal)).extracting(Samples::callId).containsExactly(callIds);
  }

  private void reopen() {
    journal.close();
    journal = Journal.open(settings(), files);
  }

  private JournalSettings settings() {
    return JournalSettings.of(directory, 1).withSizes(4096, 1 << 20);
  }
}
