package org.sipacc.backends.event;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.FileCursor;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * Brings the events of one name to one subscriber. It has a cursor of its own; where a batch breaks
 * off in the middle, the cursor stands behind the last record that the subscriber has. What it has
 * beyond one that it refuses is remembered until the cursor has passed it.
 */
public final class EventSink implements Sink {
  /** Ends the name of the file that says where a subscription began. */
  static final String BEGIN = ".begin";

  private final String name;
  private final EventName event;
  private final EventTransport transport;
  private final FileCursor cursor;
  private final FileCursor begin;
  private final AtomicLong errors = new AtomicLong();
  private volatile Optional<String> lastError = Optional.empty();
  private volatile Instant end = Instant.MAX;
  private volatile JournalPosition begun = JournalPosition.START;
  private final NavigableMap<JournalPosition, RecordEntry> ahead = new TreeMap<>();
  private Map<JournalPosition, RecordEntry> replayed = Map.of();

  EventSink(String name, EventName event, EventTransport transport, Path directory) {
    this.name = name;
    this.event = event;
    this.transport = transport;
    this.cursor = new FileCursor(directory, name);
    this.begin = new FileCursor(directory, name + BEGIN);
  }

  @Override
  public String name() {
    return name;
  }

  /** The socket as it may be shown: without password. */
  public String socket() {
    return transport.shown();
  }

  /** How often something went wrong since the start: tries that failed, events that were lost. */
  public long errors() {
    return errors.get();
  }

  /** What went wrong last; empty if nothing has since the start. */
  public Optional<String> lastError() {
    return lastError;
  }

  /** Events that are made from an instant on are not for this subscriber any more. */
  public void endAt(Instant instant) {
    end = instant;
  }

  /** Begins at a place, whatever was before. */
  public void beginAt(UUID journal, JournalPosition place) throws SinkUnavailableException {
    begin.move(journal, place);
    cursor.move(journal, place);
    begun = place;
  }

  /** Goes on where it was, or begins at a place if it never did. */
  public void beginOnceAt(UUID journal, JournalPosition place) throws SinkUnavailableException {
    JournalPosition kept = begin.position(journal, place);
    // A journal that was put back to an older state counts on from there.
    begun = kept.compareTo(place) < 0 ? kept : place;
    cursor.position(journal, place);
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return entry instanceof RecordEntry record
        && record.record().backend() == Backend.EVI
        && EventName.of(record.record()) == event
        && entry.position().compareTo(begun) > 0
        && entry.id().time().isBefore(end);
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    try {
      transport.connect();
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return cursor.position(journal, oldest);
  }

  @Override
  public void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    cursor.expect(journal, from);
    Attempt attempt = attempt(entries, ahead);
    try {
      send(attempt);
      cursor.move(journal, to);
      ahead.headMap(to, true).clear();
    } catch (SinkUnavailableException | RecordsRefusedException e) {
      ahead.putAll(attempt.taken());
      Optional<JournalPosition> reached = attempt.reached();
      if (reached.isPresent()) {
        cursor.move(journal, reached.get());
      }
      throw e;
    }
  }

  /** A subscriber cannot be asked what it has: an event that it had comes again. */
  @Override
  public void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    Attempt attempt = attempt(entries, replayed);
    try {
      send(attempt);
      replayed = Map.of();
    } catch (SinkUnavailableException | RecordsRefusedException e) {
      replayed = attempt.taken();
      throw e;
    }
  }

  private Attempt attempt(
      List<? extends JournalEntry> entries, Map<JournalPosition, RecordEntry> had) {
    return new Attempt(entries.stream().map(RecordEntry.class::cast).toList(), had, this::count);
  }

  private void send(Attempt attempt) throws SinkUnavailableException, RecordsRefusedException {
    try {
      if (!attempt.events().isEmpty()) {
        transport.send(attempt.events(), attempt);
      }
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!attempt.refusals().isEmpty()) {
      throw new RecordsRefusedException(attempt.refusals());
    }
  }

  private SinkUnavailableException unavailable(IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    count(reason);
    return new SinkUnavailableException(transport.shown() + ": " + reason, e);
  }

  private SinkUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SinkUnavailableException(transport.shown() + ": interrupted", e);
  }

  private void count(String reason) {
    errors.incrementAndGet();
    lastError = Optional.of(reason);
  }

  @Override
  public void close() {
    transport.close();
  }
}
