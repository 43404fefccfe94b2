package org.sipacc.backends.file;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sipacc.accounting.RecordKind;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * A file that is being written, as far as its rows are delivered.
 *
 * @param name what it will be called when it is complete
 * @param opened to the millisecond
 * @param bytes how long it is; what is behind was written by a delivery that did not end
 * @param rows without the header
 * @param records of which a record with several legs has several rows
 * @param seconds the durations of all records together but for interim ones, whose calls go on
 * @param first the place of the first record in the journal
 * @param last the place of the last
 */
record PartFile(
    String name,
    Instant opened,
    long bytes,
    long rows,
    long records,
    long seconds,
    JournalPosition first,
    JournalPosition last) {

  static PartFile begun(String name, Instant opened, JournalPosition first) {
    return new PartFile(
        name, Instant.ofEpochMilli(opened.toEpochMilli()), 0, 0, 0, 0, first, first);
  }

  PartFile with(long newBytes, long moreRows, List<RecordEntry> entries) {
    long moreSeconds =
        entries.stream()
            .map(RecordEntry::record)
            .filter(record -> record.kind() != RecordKind.INTERIM)
            .flatMap(record -> record.timing().stream())
            .mapToLong(timing -> timing.durationSeconds())
            .sum();
    return new PartFile(
        name,
        opened,
        newBytes,
        rows + moreRows,
        records + entries.size(),
        seconds + moreSeconds,
        first,
        entries.get(entries.size() - 1).position());
  }

  boolean isDue(Instant now, Duration rotateAfter, long rotateBytes) {
    return bytes >= rotateBytes || !now.isBefore(opened.plus(rotateAfter));
  }

  /** As the state file has it. */
  String toLine() {
    return String.join(
        " ",
        name,
        Long.toString(opened.toEpochMilli()),
        Long.toString(bytes),
        Long.toString(rows),
        Long.toString(records),
        Long.toString(seconds),
        first.toString(),
        last.toString());
  }

  /**
   * @throws IllegalArgumentException if it is no such line
   */
  static PartFile parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 8) {
      throw new IllegalArgumentException("a part file has eight words");
    }
    return new PartFile(
        words[0],
        Instant.ofEpochMilli(Long.parseLong(words[1])),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        Long.parseLong(words[5]),
        JournalPosition.parse(words[6]),
        JournalPosition.parse(words[7]));
  }
}
