package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.TimeOrderedId;

class KilledProcessTest {
  private static final int KILL_AFTER = 2000;

  @TempDir Path directory;

  @Test
  void everyEntryWhoseIdWasGivenOutIsThereOnceAfterKill() throws Exception {
    List<TimeOrderedId> givenOut = new ArrayList<>();
    for (int life = 0; life < 2; life++) {
      givenOut.addAll(appendUntilKilled());
    }

    try (Journal journal = Journal.open(JournalSettings.of(directory, 1))) {
      List<TimeOrderedId> found =
          JournalFiles.readAll(journal).stream().map(JournalEntry::id).toList();
      assertThat(found).containsAll(givenOut).doesNotHaveDuplicates().isSorted();
      assertThat(journal.append(Samples.cdr())).isGreaterThan(found.get(found.size() - 1));
    }
  }

  private List<TimeOrderedId> appendUntilKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<TimeOrderedId> ids = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String line = out.readLine();
      while (line != null) {
        if (line.length() == TimeOrderedId.LENGTH) {
          ids.add(TimeOrderedId.parse(line));
        }
        if (ids.size() == KILL_AFTER) {
          assertThatAnotherProcessIsRefused();
          process.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    } finally {
      process.toHandle().destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ids).hasSizeGreaterThanOrEqualTo(KILL_AFTER);
    return ids;
  }

  private void assertThatAnotherProcessIsRefused() {
    assertThatThrownBy(() -> Journal.open(JournalSettings.of(directory, 1)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("in use by another process (pid ")
        .hasMessageContaining(directory.toString());
  }
}
