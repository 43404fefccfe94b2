package org.sipacc.backends.event;

/** What a transport tells of the events that it was given to send. */
interface Receipts {
  /** So many of the events, from the first on, need not be sent again. */
  void sent(int count);

  /**
   * The destination can never take this one; the others go on.
   *
   * @param code tells reasons of one kind from those of another; without values of the event
   */
  void refused(Event event, String code, String reason);

  /** Something went wrong that a repetition does not mend. */
  void failed(String reason);
}
