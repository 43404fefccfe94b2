package org.sipacc.accounting.variable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A call as the variables {@code $DLG_...} and {@code $dlg_val(name)} see it. */
public interface DialogView {
  /** {@code $DLG_did}: names the call in commands. */
  String id();

  /** The Call-ID. */
  String callId();

  /** The From tag of the INVITE. */
  String callerTag();

  /**
   * {@code $DLG_status}: 1 unconfirmed, 2 early, 3 answered but not acknowledged, 4 confirmed, 5
   * ended.
   */
  int status();

  /** {@code $DLG_lifetime}: seconds since the answer, 0 before. */
  long lifetimeSeconds();

  /** {@code $DLG_timeout}: seconds left of an answered call, before that the whole lifetime. */
  OptionalLong timeoutSeconds();

  /** {@code $DLG_end_reason}; empty while the call is up. */
  Optional<String> endReason();

  /** {@code $DLG_flags}: the words of {@code create_dialog}. */
  List<String> flags();

  /** {@code $dlg_val(name)}; empty if it has no value. */
  Optional<String> value(String name);
}
