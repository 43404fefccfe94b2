package org.sipacc.backends.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * Writes records to files. The cursor and the length that the file has at it are written together,
 * after the rows: what a delivery that did not end left behind that length is written over, so no
 * row is twice or missing.
 */
final class FileSink implements Sink {
  /** The destination's name. */
  static final String NAME = "file";

  private static final Logger LOG = System.getLogger(FileSink.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Backend backend;
  private final RecordFormat format;
  private final RecordFiles files;
  private final Rotation rotation;
  private final Path stateFile;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private final Future<?> looking;
  private boolean rotationFailing;

  /**
   * When a file is complete.
   *
   * @param after so long after it was begun
   * @param bytes or when it has at least so many
   */
  record Rotation(Duration after, long bytes) {}

  FileSink(
      Backend backend,
      Path directory,
      RecordFormat format,
      Rotation rotation,
      Path cursors,
      InstantSource clock,
      ThreadFactory threads) {
    this.backend = backend;
    this.format = format;
    this.files = new RecordFiles(directory, format);
    this.rotation = rotation;
    this.stateFile = cursors.resolve("cursor-" + NAME);
    this.clock = clock;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    this.looking =
        timer.scheduleWithFixedDelay(
            this::rotate, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return entry instanceof RecordEntry record && record.record().backend() == backend;
  }

  @Override
  public synchronized JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    try {
      files.open();
      FileState state = FileState.read(stateFile);
      if (!state.cursors().containsKey(journal)) {
        state = state.withCursor(journal, oldest);
        state.write(stateFile);
      }
      return state.cursors().get(journal);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public synchronized void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException {
    try {
      FileState state = FileState.read(stateFile);
      if (!from.equals(state.cursors().get(journal))) {
        throw new SinkUnavailableException(
            "the cursor in " + stateFile + " is no longer at " + from, null);
      }
      if (!entries.isEmpty()) {
        state = written(state, entries.stream().map(RecordEntry.class::cast).toList());
      }
      state.withCursor(journal, to).write(stateFile);
      rotateIfDue();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** The rows go behind the others of the open file; one that an earlier file has comes again. */
  @Override
  public synchronized void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException {
    if (entries.isEmpty()) {
      return;
    }
    try {
      written(FileState.read(stateFile), entries.stream().map(RecordEntry.class::cast).toList())
          .write(stateFile);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private FileState written(FileState state, List<RecordEntry> entries) throws IOException {
    files.open();
    Optional<PartFile> left = continued(state);
    PartFile open = left.isPresent() ? left.get() : begin(state, entries.get(0));
    return state.withPart(Optional.of(files.append(open, entries)));
  }

  /** The file to go on with; one that was begun with other columns is completed as it is. */
  private Optional<PartFile> continued(FileState state) throws IOException {
    Optional<PartFile> left = Optional.empty();
    if (state.part().isPresent()) {
      left = files.restored(state.part().get());
    }
    if (left.isPresent() && !fits(left.get())) {
      files.complete(left.get(), clock.instant());
      return Optional.empty();
    }
    return left;
  }

  private boolean fits(PartFile left) throws IOException {
    return left.name().startsWith(backend.token() + "-") && files.hasHeader(left);
  }

  /** Its name is remembered before it exists, so that none is left over. */
  private PartFile begin(FileState state, RecordEntry first) throws IOException {
    Instant now = clock.instant();
    String name =
        "%s-node%d-%s-%d-%d.%s"
            .formatted(
                backend.token(),
                first.id().node(),
                TIME.format(now),
                first.position().epoch(),
                first.position().sequence(),
                format.extension());
    PartFile begun = PartFile.begun(name, now, first.position());
    state.withPart(Optional.of(begun)).write(stateFile);
    return begun;
  }

  /** A file is due though nothing comes. */
  private synchronized void rotate() {
    try {
      rotateIfDue();
      rotationFailing = false;
    } catch (IOException | UncheckedIOException e) {
      if (!rotationFailing) {
        LOG.log(Level.WARNING, "a file of records cannot be completed yet: {0}", e.toString());
      }
      rotationFailing = true;
    }
  }

  private void rotateIfDue() throws IOException {
    FileState state = FileState.read(stateFile);
    Instant now = clock.instant();
    if (state.part().filter(p -> p.isDue(now, rotation.after(), rotation.bytes())).isPresent()) {
      Optional<PartFile> open = files.restored(state.part().get());
      if (open.isPresent()) {
        files.complete(open.get(), now);
      }
      state.withPart(Optional.empty()).write(stateFile);
    }
  }

  private static SinkUnavailableException unavailable(IOException e) {
    return new SinkUnavailableException("the files of records cannot be written: " + e, e);
  }

  @Override
  public void close() {
    looking.cancel(false);
    timer.shutdown();
  }
}
