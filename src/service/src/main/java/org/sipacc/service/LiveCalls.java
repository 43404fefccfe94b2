package org.sipacc.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of this server that are being set up or are up, and the profiles they belong to. */
public interface LiveCalls {
  /** All of them, oldest first. */
  List<LiveCall> all();

  /** Those of a dialog id, a summary's id or a Call-ID; more than one if a Call-ID spirals. */
  List<LiveCall> find(String idOrCallId);

  /**
   * Ends a call as {@code dlg_end_dlg} does: BYE to both parties of an answered one, whose record
   * is completed when either has answered; a call that still rings is cancelled.
   *
   * @param id a dialog id, a summary's id or a Call-ID
   */
  EndOutcome end(String id);

  /** Ends every call of a profile as {@code profile_end_dlgs} does; answers how many. */
  int endProfile(String profile, Optional<String> value);

  /** The names of the declared profiles; true for those with values. */
  Map<String, Boolean> profiles();

  /** The calls of a profile; of one value of it, if one is given. */
  List<LiveCall> inProfile(String profile, Optional<String> value);

  /** What came of the wish to end a call. */
  enum EndOutcome {
    /** It is being ended. */
    ENDING,
    /** There is no such call: OpenSIPS's 404 "Requested Dialog not found". */
    NOT_FOUND,
    /** It is being ended already. */
    ALREADY_ENDING,
    /** This container cannot make requests in a proxied call: "Operation failed". */
    NOT_SUPPORTED
  }
}
