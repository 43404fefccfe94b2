package org.sipacc.backends.syslog;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.SyslogUrl;
import org.sipacc.delivery.FileCursor;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/**
 * Sends the records of backend {@code log} to a syslog server. Syslog acknowledges nothing: after a
 * failure the whole batch is sent again, so that a line may come twice rather than not at all.
 */
final class SyslogSink implements Sink {
  private final SyslogUrl url;
  private final LineFormat format;
  private final SyslogTransport transport;
  private final FileCursor cursor;

  SyslogSink(SyslogUrl url, LineFormat format, SyslogTransport transport, FileCursor cursor) {
    this.url = url;
    this.format = format;
    this.transport = transport;
    this.cursor = cursor;
  }

  @Override
  public String name() {
    return Backend.LOG.token();
  }

  @Override
  public boolean takes(JournalEntry entry) {
    return entry instanceof RecordEntry record && record.record().backend() == Backend.LOG;
  }

  @Override
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    try {
      transport.open();
    } catch (IOException e) {
      throw unavailable(e);
    }
    return cursor.position(journal, oldest);
  }

  @Override
  public void deliver(
      UUID journal, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
      throws SinkUnavailableException {
    cursor.expect(journal, from);
    send(entries);
    cursor.move(journal, to);
  }

  /** A syslog server cannot be asked what it has: a line that it had comes again. */
  @Override
  public void replay(UUID journal, List<? extends JournalEntry> entries)
      throws SinkUnavailableException {
    send(entries);
  }

  private void send(List<? extends JournalEntry> entries) throws SinkUnavailableException {
    if (entries.isEmpty()) {
      return;
    }
    try {
      transport.send(entries.stream().map(RecordEntry.class::cast).map(format::encode).toList());
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private SinkUnavailableException unavailable(IOException e) {
    transport.disconnect();
    return new SinkUnavailableException("syslog at " + url + " cannot be used: " + e, e);
  }

  @Override
  public void close() {
    transport.close();
  }
}
