package org.sipacc.backends.event;

import java.io.IOException;
import java.util.List;

/**
 * Carries events to one socket of a subscriber. It connects when it is needed, and anew after a
 * failure. One thread uses it at a time.
 */
interface EventTransport extends AutoCloseable {
  /** The socket as it may be shown and logged: without password. */
  String shown();

  /**
   * Reaches for the destination, as far as its protocol can do that without sending.
   *
   * @throws IOException if it is not there now
   */
  void connect() throws IOException, InterruptedException;

  /**
   * Sends events in their order; returns when the destination has them, as far as its protocol can
   * tell.
   *
   * @throws IOException if it is not known of all of them; those that {@link Receipts#sent} did not
   *     count will be sent again
   */
  void send(List<Event> events, Receipts receipts) throws IOException, InterruptedException;

  /** Lets the destination go; a later call connects again. */
  @Override
  void close();
}
