package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Looks into a journal and its directory. */
final class JournalFiles {
  private JournalFiles() {}

  static List<Path> segments(Path directory) throws IOException {
    return endingWith(directory, ".journal");
  }

  static List<Path> damaged(Path directory) throws IOException {
    return endingWith(directory, ".damaged");
  }

  private static List<Path> endingWith(Path directory, String suffix) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** All entries after a place, forced first. */
  static List<JournalEntry> readAll(Journal journal, JournalPosition after) {
    journal.sync();
    List<JournalEntry> all = new ArrayList<>();
    try (JournalReader reader = journal.reader(after)) {
      List<JournalEntry> some = reader.read(7);
      while (!some.isEmpty()) {
        all.addAll(some);
        some = reader.read(7);
      }
    }
    return all;
  }

  static List<JournalEntry> readAll(Journal journal) {
    return readAll(journal, JournalPosition.START);
  }

  static List<Long> sequences(List<JournalEntry> entries) {
    return entries.stream().map(entry -> entry.position().sequence()).toList();
  }

  static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
