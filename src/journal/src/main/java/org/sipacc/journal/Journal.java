package org.sipacc.journal;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.JournalDirectory.OpenSegment;
import org.sipacc.journal.Opening.FormerLife;

/**
 * The write-ahead journal: what was appended survives the death of this process, and is read again
 * by those who deliver it.
 *
 * <p>Append returns when the bytes are with the kernel, which is what {@code kill -9} cannot hurt;
 * forcing them to disk, which is about power loss, is done in groups by a thread of the journal's
 * own ({@link SyncPolicy}). Readers see only what was forced, so that no destination is ever ahead
 * of the journal. All methods may be called from any thread.
 */
public final class Journal implements Closeable {
  private static final Logger LOG = System.getLogger(Journal.class.getName());
  private static final int BUFFERS = 32;

  private final JournalSettings settings;
  private final JournalDirectory directory;
  private final UUID id;
  private final Segments segments;
  private final JournalPosition openedAt;
  private final AtomicReference<JournalPosition> furthestRead;
  private final Appender appender;
  private final GroupCommit commit;
  private final Cleanup cleanup;
  private final FormerLife former;
  private final UnfinishedCalls calls = new UnfinishedCalls();
  private final Runnable onDirty;

  /** Not thread-locals, which would outlive the application on the container's threads. */
  private final BlockingQueue<EntryBuffer> buffers = new ArrayBlockingQueue<>(BUFFERS);

  private boolean closed;

  private Journal(
      JournalSettings settings,
      JournalDirectory directory,
      UUID id,
      Segments segments,
      OpenSegment active,
      FormerLife former) {
    this.settings = settings;
    this.directory = directory;
    this.id = id;
    this.segments = segments;
    this.openedAt = active.segment().header().start();
    this.furthestRead = new AtomicReference<>(openedAt);
    this.appender = new Appender(settings, directory, segments, active);
    this.commit = new GroupCommit(appender, directory, settings, openedAt);
    this.former = former;
    calls.appended(UnfinishedCalls.notes(former.calls()), active.segment());
    this.cleanup = new Cleanup(settings, directory, segments, commit, this::carry);
    boolean everyWaits = settings.syncPolicy() == SyncPolicy.EVERY;
    this.onDirty = everyWaits ? () -> {} : commit::wake;
    commit.start();
  }

  /**
   * Opens the journal of a directory, which is made if it is not there.
   *
   * @throws JournalException if the directory cannot be used or another process uses it
   */
  public static Journal open(JournalSettings settings) {
    return open(settings, DiskSegmentFile::new);
  }

  static Journal open(JournalSettings settings, SegmentFiles files) {
    JournalDirectory directory = JournalDirectory.open(settings.directory(), files);
    try {
      return new Opening(settings, directory).open(Journal::new);
    } catch (IOException e) {
      closeQuietly(directory);
      throw new JournalException(
          "the journal in %s cannot be opened: %s; see that its files are readable and writable"
              .formatted(settings.directory(), e),
          e);
    } catch (RuntimeException e) {
      closeQuietly(directory);
      throw e;
    }
  }

  private static void closeQuietly(JournalDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot unlock the journal directory " + directory.path(), e);
    }
  }

  /** The journal's own id, made with its directory: the key of a destination's cursor. */
  public UUID id() {
    return id;
  }

  public JournalSettings settings() {
    return settings;
  }

  /**
   * Appends a record.
   *
   * @return the entry's id
   * @throws JournalException if it could not be written; then nothing of it is in the journal
   * @throws IllegalArgumentException if a value is longer than 64 KiB or the record longer than 1
   *     MiB, in UTF-8
   */
  public TimeOrderedId append(AccountingRecord record) {
    return append(
        buffer -> {
          EntryCodec.encode(record, buffer);
          return 1;
        });
  }

  /**
   * Appends a call summary.
   *
   * @return the entry's id
   * @throws JournalException if it could not be written; then nothing of it is in the journal
   * @throws IllegalArgumentException if a value is longer than 64 KiB or the summary longer than 1
   *     MiB, in UTF-8
   */
  public TimeOrderedId append(CallSummary summary) {
    return append(
        buffer -> {
          EntryCodec.encode(summary, buffer);
          return 1;
        });
  }

  /**
   * Appends records and call summaries in one write, all or none.
   *
   * @return the entries' ids, the records' first
   * @throws JournalException if they could not be written; then nothing of them is in the journal,
   *     unless it is a {@link NotForcedException}
   * @throws IllegalArgumentException if one of them is too long
   */
  public List<TimeOrderedId> append(List<AccountingRecord> records, List<CallSummary> summaries) {
    return append(records, summaries, List.of());
  }

  /**
   * Appends records, call summaries and notes in one write, all or none.
   *
   * @return the ids of records and summaries, the records' first
   * @throws JournalException if they could not be written; then nothing of them is in the journal,
   *     unless it is a {@link NotForcedException}
   * @throws IllegalArgumentException if one of them is too long
   */
  public List<TimeOrderedId> append(
      List<AccountingRecord> records, List<CallSummary> summaries, List<CallNote> notes) {
    int count = records.size() + summaries.size();
    if (count == 0 && notes.isEmpty()) {
      return List.of();
    }
    return ids(append(buffer -> encode(records, summaries, notes, buffer), notes), count);
  }

  /** Appends again what a segment that is to be deleted tells of calls that are not over. */
  private boolean carry(Segment segment) {
    if (calls.isEmpty()) {
      return false;
    }
    try {
      List<CallNote> told = UnfinishedCalls.notes(segment);
      return appender.exclusively(
          () -> {
            List<CallNote> notes = calls.toCarry(told, segment);
            if (!notes.isEmpty()) {
              write(buffer -> encode(List.of(), List.of(), notes, buffer), notes);
            }
            return !notes.isEmpty();
          });
    } catch (IOException e) {
      throw new JournalException(
          "cannot read what %s tells of calls that are up: %s".formatted(segment.path(), e), e);
    }
  }

  /** The calls that were not over when a former life ended; each is still noted in the journal. */
  public List<UnfinishedCall> unfinishedCalls() {
    return former.calls();
  }

  /** When the former life was last known to be alive: its last entry's time. */
  public Instant lastSeen() {
    return former.lastSeen();
  }

  /**
   * Encodes records, call summaries and notes, to be appended later.
   *
   * @throws IllegalArgumentException if one of them is too long
   */
  public static JournalBatch encode(
      List<AccountingRecord> records, List<CallSummary> summaries, List<CallNote> notes) {
    EntryBuffer buffer = new EntryBuffer();
    int count = encode(records, summaries, notes, buffer);
    return new JournalBatch(Arrays.copyOf(buffer.bytes(), buffer.size()), count, notes);
  }

  /**
   * Encodes a BYE of another node's call, to be appended later.
   *
   * @throws IllegalArgumentException if it is too long
   */
  public static JournalBatch encode(ForeignBye bye) {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(bye, buffer);
    return new JournalBatch(Arrays.copyOf(buffer.bytes(), buffer.size()), 1, List.of());
  }

  /**
   * Appends a batch in one write, all or none.
   *
   * @return the entries' ids
   * @throws JournalException if it could not be written; then nothing of it is in the journal,
   *     unless it is a {@link NotForcedException}
   */
  public List<TimeOrderedId> append(JournalBatch batch) {
    TimeOrderedId first =
        append(
            buffer -> {
              batch.copyTo(buffer);
              return batch.entries();
            },
            batch.notes());
    return ids(first, batch.entries());
  }

  private static int encode(
      List<AccountingRecord> records,
      List<CallSummary> summaries,
      List<CallNote> notes,
      EntryBuffer buffer) {
    records.forEach(record -> EntryCodec.encode(record, buffer));
    summaries.forEach(summary -> EntryCodec.encode(summary, buffer));
    notes.forEach(note -> EntryCodec.encode(note, buffer));
    return records.size() + summaries.size();
  }

  private static List<TimeOrderedId> ids(TimeOrderedId first, int count) {
    List<TimeOrderedId> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(new TimeOrderedId(first.high(), first.low() + i));
    }
    return ids;
  }

  private TimeOrderedId append(ToIntFunction<EntryBuffer> encoding) {
    return append(encoding, List.of());
  }

  private TimeOrderedId append(ToIntFunction<EntryBuffer> encoding, List<CallNote> notes) {
    Written written = write(encoding, notes);
    if (settings.syncPolicy() == SyncPolicy.EVERY) {
      forceNow(JournalPosition.after(written.first()).plus(written.count() - 1L));
    }
    return written.first();
  }

  private record Written(TimeOrderedId first, int count) {}

  private Written write(ToIntFunction<EntryBuffer> encoding, List<CallNote> notes) {
    EntryBuffer pooled = buffers.poll();
    EntryBuffer buffer = pooled == null ? new EntryBuffer() : pooled;
    try {
      buffer.clear();
      int count = encoding.applyAsInt(buffer);
      TimeOrderedId first =
          appender.append(buffer, count, onDirty, segment -> calls.appended(notes, segment));
      return new Written(first, count);
    } finally {
      buffers.offer(buffer);
    }
  }

  private void forceNow(JournalPosition position) {
    try {
      commit.syncUpTo(position);
    } catch (JournalException e) {
      throw new NotForcedException(e.getMessage(), e);
    }
  }

  /** Before the oldest entry that is kept. */
  public JournalPosition oldest() {
    return segments.oldest();
  }

  /** Where the journal stood when it was opened: what follows was appended by this process. */
  public JournalPosition openedAt() {
    return openedAt;
  }

  /** The furthest place any reader has come to since the journal was opened; at first there. */
  public JournalPosition furthestRead() {
    return furthestRead.get();
  }

  private static JournalPosition later(JournalPosition one, JournalPosition other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** After the last entry that was appended. */
  public JournalPosition end() {
    return appender.end();
  }

  /** After the last entry that readers can see. */
  public JournalPosition syncedPosition() {
    return commit.shown();
  }

  /** How many entries follow a place, readable or not yet. */
  public long entriesAfter(JournalPosition position) {
    return segments.entriesAfter(position);
  }

  /** Bytes of all segments. */
  public long bytes() {
    return segments.bytes();
  }

  /** How much can still be appended. */
  public JournalRoom room() {
    return cleanup.room();
  }

  /**
   * How long the oldest entry that readers cannot see yet has waited to be forced to disk; zero if
   * there is none.
   */
  public Duration syncLag() {
    return appender.syncLag();
  }

  /**
   * The files of damaged bytes that were put aside, until a person removes them.
   *
   * @throws JournalException if the directory cannot be read
   */
  public List<Path> damagedFiles() {
    try {
      return directory.damagedFiles();
    } catch (IOException e) {
      throw new JournalException(
          "the journal directory %s cannot be read: %s".formatted(directory.path(), e), e);
    }
  }

  /**
   * Waits until there is something to read after a place.
   *
   * @return false if nothing came within the time, or the journal was closed
   */
  public boolean awaitSyncedAfter(JournalPosition position, Duration timeout)
      throws InterruptedException {
    return commit.awaitShownAfter(position, timeout);
  }

  /**
   * Makes all that was appended so far readable, forced to disk unless the policy is {@link
   * SyncPolicy#NONE}.
   *
   * @throws JournalException if it could not be forced
   */
  public void sync() {
    commit.syncUpTo(appender.end());
  }

  /** A reader of what follows a place. */
  public JournalReader reader(JournalPosition after) {
    return new JournalReader(
        segments, after, read -> furthestRead.accumulateAndGet(read, Journal::later));
  }

  /**
   * Deletes the segments that lie wholly before a place; the one that is being written stays, and
   * so do those younger than the retention while there is room.
   *
   * @param position the slowest reader's: nobody will read before it again
   * @return how many segments were deleted
   * @throws JournalException if a file cannot be deleted
   */
  public synchronized int release(JournalPosition position) {
    return closed ? 0 : cleanup.release(position);
  }

  /**
   * Deletes what {@link #release} kept and the retention, or the want of room, no longer lets stay.
   *
   * @return how many segments were deleted
   * @throws JournalException if a file cannot be deleted
   */
  public synchronized int trim() {
    return closed ? 0 : cleanup.again();
  }

  /** Forces everything to disk and gives the directory free; appending is over. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    appender.close();
    try {
      commit.close();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the journal in " + directory.path() + " was not closed cleanly", e);
    } finally {
      closeQuietly(directory);
    }
  }
}
