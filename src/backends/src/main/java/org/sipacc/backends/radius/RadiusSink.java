package org.sipacc.backends.radius;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.FileCursor;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * Sends the records of backend {@code aaa} to a RADIUS server, a request each, and moves its cursor
 * when all of a batch are acknowledged. RADIUS keeps no cursor: what was acknowledged before a
 * batch failed is remembered, but only by this process. A server knows a repetition after a crash
 * by Acct-Session-Id, Acct-Status-Type and Event-Timestamp.
 */
final class RadiusSink implements Sink {
  private final AccountingRequests requests;
  private final RadiusClient client;
  private final FileCursor cursor;
  private final Optional<ClientSession> session;
  private final InstantSource clock;

  /** What the server has acknowledged of batches whose cursor has not moved. */
  private final Set<TimeOrderedId> acknowledged = new HashSet<>();

  /**
   * @param session what the server hears of this server's start and stop; empty for nothing
   */
  RadiusSink(
      AccountingRequests requests,
      RadiusClient client,
      FileCursor cursor,
      Optional<ClientSession> session,
      InstantSource clock) {
    this.requests = requests;
    this.client = client;
    this.cursor = cursor;
    this.session = session;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Backend.AAA.token();
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return entry instanceof RecordEntry record && record.record().backend() == Backend.AAA;
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    if (session.isPresent()) {
      try {
        session.get().begin(client, clock.instant());
      } catch (IOException e) {
        throw new SinkUnavailableException(e.getMessage(), e);
      }
    }
    return cursor.position(journal, oldest);
  }

  @Override
  public void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    cursor.expect(journal, from);
    List<Refusal> refusals = new ArrayList<>();
    send(encode(entries, refusals));
    if (refusals.isEmpty()) {
      cursor.move(journal, to);
      forget(entries);
      return;
    }
    List<JournalEntry> before = new ArrayList<>();
    for (JournalEntry entry : entries) {
      if (entry.id().equals(refusals.get(0).entry())) {
        break;
      }
      before.add(entry);
    }
    if (!before.isEmpty()) {
      cursor.move(journal, before.get(before.size() - 1).position());
      forget(before);
    }
    throw new RecordsRefusedException(refusals);
  }

  @Override
  public void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException, RecordsRefusedException {
    List<Refusal> refusals = new ArrayList<>();
    List<AccountingRequest> encoded = encode(entries, refusals);
    if (!refusals.isEmpty()) {
      throw new RecordsRefusedException(refusals);
    }
    send(encoded);
    forget(entries);
  }

  /** The requests of what is not acknowledged yet. */
  private List<AccountingRequest> encode(
      List<? extends JournalEntry> entries, List<Refusal> refusals) {
    List<AccountingRequest> encoded = new ArrayList<>();
    Instant now = clock.instant();
    for (JournalEntry entry : entries) {
      if (!acknowledged.contains(entry.id())) {
        try {
          encoded.add(requests.of((RecordEntry) entry, now));
        } catch (UnencodableException e) {
          refusals.add(new Refusal(entry.id(), Blame.RECORD, e.code(), e.getMessage()));
        }
      }
    }
    return encoded;
  }

  private void send(List<AccountingRequest> unsent) throws SinkUnavailableException {
    if (unsent.isEmpty()) {
      return;
    }
    try {
      client.send(unsent, request -> acknowledged.add(request.id()));
    } catch (IOException e) {
      throw new SinkUnavailableException(e.getMessage(), e);
    }
  }

  private void forget(List<? extends JournalEntry> entries) {
    entries.forEach(entry -> acknowledged.remove(entry.id()));
  }

  @Override
  public void close() {
    session.ifPresent(s -> s.end(client, clock.instant()));
    client.close();
  }
}
