package org.sipacc.delivery;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalReader;

/** Reads the journal for one sink, batch by batch, from the sink's cursor on. */
final class BatchSource implements Closeable {
  /** Most entries in a batch. */
  static final int MAX_ENTRIES = 500;

  /** A batch ends, and the cursor moves, after so many entries at the latest, taken or not. */
  static final int MAX_SCANNED = 5000;

  /** The cursor moves after this time at the latest, if there were entries. */
  private static final Duration MAX_HELD = Duration.ofSeconds(1);

  private final JournalReader reader;
  private final Predicate<JournalEntry> taken;
  private JournalPosition cursor;
  private int scannedSinceCursor;
  private long movedNanos = System.nanoTime();

  /**
   * @param taken which entries are to be delivered
   */
  BatchSource(Journal journal, Predicate<JournalEntry> taken, JournalPosition cursor) {
    this.reader = journal.reader(cursor);
    this.taken = taken;
    this.cursor = cursor;
  }

  /** Up to where the journal was read; what is before it was delivered or is in the next batch. */
  JournalPosition passed() {
    return reader.position();
  }

  /** What can be read now; there may be more behind it. */
  Batch next() {
    return read(List.of(), MAX_SCANNED);
  }

  /** The batch that was read last, and as much again of what follows it. */
  Batch longer(Batch batch) {
    return read(batch.entries(), scannedSinceCursor + MAX_SCANNED);
  }

  private Batch read(List<JournalEntry> before, int maxScanned) {
    List<JournalEntry> entries = new ArrayList<>(before);
    int most = before.size() + MAX_ENTRIES;
    boolean last = false;
    while (entries.size() < most && scannedSinceCursor < maxScanned) {
      List<JournalEntry> read = reader.read(most - entries.size());
      if (read.isEmpty()) {
        last = true;
        break;
      }
      scannedSinceCursor += read.size();
      read.stream().filter(taken).forEach(entries::add);
    }
    return new Batch(cursor, reader.position(), entries, isDue(), last);
  }

  private boolean isDue() {
    boolean held = System.nanoTime() - movedNanos > MAX_HELD.toNanos();
    return scannedSinceCursor >= MAX_SCANNED || (scannedSinceCursor > 0 && held);
  }

  /** The sink has taken the batch. */
  void delivered(Batch batch) {
    cursor = batch.to();
    scannedSinceCursor = 0;
    movedNanos = System.nanoTime();
  }

  @Override
  public void close() {
    reader.close();
  }

  /**
   * Entries for the sink.
   *
   * @param from the sink's cursor
   * @param due whether the cursor is to move even if there are no entries
   * @param last whether there was nothing more to read behind it
   */
  record Batch(
      JournalPosition from,
      JournalPosition to,
      List<JournalEntry> entries,
      boolean due,
      boolean last) {
    boolean movesOnly() {
      return entries.isEmpty() && from.compareTo(to) < 0;
    }
  }
}
