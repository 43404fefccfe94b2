package org.sipacc.backends.event;

import java.nio.file.Path;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/** Makes the sinks of subscriptions. */
public final class EventSinks {
  private final EventTransports transports;
  private final Path directory;

  /**
   * @param directory where their cursors are kept
   */
  public EventSinks(Parameters parameters, Path directory) {
    this.transports =
        new EventTransports(
            "/sipacc/" + parameters.get(Catalogue.NODE), parameters.get(Catalogue.WEBHOOK_SECRET));
    this.directory = directory;
  }

  /**
   * A sink for the events of one name. Nothing is connected by it.
   *
   * @param id names the subscription and its cursor
   * @throws WrongSocketException if the socket is not understood
   */
  public EventSink of(String id, EventName event, String socket) throws WrongSocketException {
    return new EventSink("evi-" + id, event, transports.of(socket), directory);
  }
}
