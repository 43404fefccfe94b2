package org.sipacc.backends.event;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.FileCursor;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * Brings the events of one name to one subscriber. It has a cursor of its own; where a batch breaks
 * off in the middle, the cursor stands behind the last event that the subscriber has.
 */
public final class EventSink implements Sink {
  private static final Logger LOG = System.getLogger(EventSink.class.getName());

  private final String name;
  private final EventName event;
  private final EventTransport transport;
  private final FileCursor cursor;
  private final AtomicLong errors = new AtomicLong();
  private volatile Optional<String> lastError = Optional.empty();
  private volatile Instant end = Instant.MAX;

  EventSink(String name, EventName event, EventTransport transport, Path directory) {
    this.name = name;
    this.event = event;
    this.transport = transport;
    this.cursor = new FileCursor(directory, name);
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
    cursor.move(journal, place);
  }

  /** Begins at a place unless it has begun already. */
  public void beginOnceAt(UUID journal, JournalPosition place) throws SinkUnavailableException {
    cursor.position(journal, place);
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return entry instanceof RecordEntry record
        && record.record().backend() == Backend.EVI
        && EventName.of(record.record()) == event
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
      throws SinkUnavailableException {
    cursor.expect(journal, from);
    List<Event> events =
        entries.stream()
            .map(RecordEntry.class::cast)
            .flatMap(entry -> Event.of(entry).stream())
            .toList();
    if (!events.isEmpty()) {
      send(journal, events);
    }
    cursor.move(journal, to);
  }

  private void send(UUID journal, List<Event> events) throws SinkUnavailableException {
    Progress progress = new Progress();
    try {
      transport.send(events, progress);
    } catch (IOException e) {
      keep(journal, events.subList(0, progress.sent));
      throw unavailable(e);
    } catch (InterruptedException e) {
      keep(journal, events.subList(0, progress.sent));
      throw interrupted(e);
    }
  }

  /** The subscriber has these; they are not sent again, but for a record that is not complete. */
  private void keep(UUID journal, List<Event> sent) throws SinkUnavailableException {
    Optional<JournalPosition> reached =
        sent.stream().filter(Event::last).map(Event::end).reduce((first, second) -> second);
    if (reached.isPresent()) {
      cursor.move(journal, reached.get());
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

  private final class Progress implements Receipts {
    private int sent;

    @Override
    public void sent(int count) {
      sent = count;
    }

    /** The one place where an event is given up for good. */
    @Override
    public void refused(Event refused, String reason) {
      count(reason);
      LOG.log(
          Level.ERROR,
          "{0}: record {1} cannot be sent to {2} and is passed over: {3}",
          name,
          refused.id(),
          transport.shown(),
          reason);
    }

    @Override
    public void failed(String reason) {
      count(reason);
    }
  }
}
