package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalReader;
import org.sipacc.journal.JournalSettings;

/** The finished records in a server's journal, read from a copy of it. */
final class JournalledRecords {
  private static final int BATCH = 1_000;

  private JournalledRecords() {}

  static List<AccountingRecord> of(Path journal, Backend backend, String callId) {
    try {
      Path copy = Repository.newDirectory("journal");
      try {
        copy(journal, copy);
        return read(copy).stream()
            .filter(record -> record.backend() == backend)
            .filter(record -> record.core().callId().equals(callId))
            .toList();
      } finally {
        Repository.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<AccountingRecord> read(Path directory) throws IOException {
    List<AccountingRecord> records = new ArrayList<>();
    try (Journal journal = Journal.open(JournalSettings.of(directory, 0));
        JournalReader reader = journal.reader(journal.oldest())) {
      journal.sync();
      List<JournalEntry> entries = reader.read(BATCH);
      while (!entries.isEmpty()) {
        for (JournalEntry entry : entries) {
          if (entry instanceof JournalEntry.RecordEntry record) {
            records.add(record.record());
          }
        }
        entries = reader.read(BATCH);
      }
    }
    return records;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
