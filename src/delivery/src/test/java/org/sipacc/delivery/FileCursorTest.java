package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.journal.JournalPosition;

class FileCursorTest {
  private static final UUID JOURNAL = UUID.fromString("0b9f6f9a-4a51-4a07-8a5e-0c0ffee00001");
  private static final UUID OTHER = UUID.fromString("0b9f6f9a-4a51-4a07-8a5e-0c0ffee00002");

  @TempDir private Path directory;
  private FileCursor cursor;

  @BeforeEach
  void open() {
    cursor = new FileCursor(directory.resolve("cursors"), "log");
  }

  @Test
  void aJournalItDoesNotKnowBeginsAtTheOldest() throws Exception {
    assertThat(cursor.position(JOURNAL, place(7))).isEqualTo(place(7));
    assertThat(cursor.position(JOURNAL, place(9))).isEqualTo(place(7));
  }

  @Test
  void theNextLifeFindsItWhereItWasMovedTo() throws Exception {
    cursor.position(JOURNAL, place(0));
    cursor.move(JOURNAL, place(12));
    cursor.move(OTHER, place(3));

    FileCursor later = new FileCursor(directory.resolve("cursors"), "log");
    assertThat(later.position(JOURNAL, place(0))).isEqualTo(place(12));
    assertThat(later.position(OTHER, place(0))).isEqualTo(place(3));
  }

  @Test
  void aBatchThatBeginsSomewhereElseIsRefused() throws Exception {
    cursor.move(JOURNAL, place(12));

    cursor.expect(JOURNAL, place(12));
    assertThatThrownBy(() -> cursor.expect(JOURNAL, place(11)))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("0:12")
        .hasMessageContaining("0:11");
  }

  @Test
  void aFileThatIsNoCursorIsNotOverwritten() throws Exception {
    cursor.move(JOURNAL, place(12));
    Path file = directory.resolve("cursors/cursor-log");
    Files.writeString(file, "rubbish\n");

    assertThatThrownBy(() -> cursor.position(JOURNAL, place(0)))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("rubbish");
    assertThat(file).hasContent("rubbish\n");
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }
}
