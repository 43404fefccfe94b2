package org.sipacc.accounting.dialog;

import org.sipacc.accounting.EndCause;

/** What the SIP side can do to a call; a container that cannot has no control to give. */
public interface DialogControl {
  /**
   * Ends the call: BYE to both parties if it is answered, else CANCEL to whoever rings. Returns at
   * once; that the call has ended is told as an event, when either party has answered its BYE.
   *
   * @param cause what the record of the call gives as the reason
   * @return false if the container cannot
   */
  boolean end(EndCause cause);

  /** A side of a call. */
  enum Party {
    CALLER,
    CALLEE
  }

  /**
   * Asks a party of the answered call by OPTIONS whether it is up, where the container can, and
   * returns at once.
   *
   * @param gone run, on any thread, if the party answers 408 or 481, or not at all
   */
  void ping(Party party, Runnable gone);
}
