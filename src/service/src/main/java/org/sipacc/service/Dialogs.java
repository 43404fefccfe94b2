package org.sipacc.service;

import java.time.Duration;
import java.util.Optional;
import org.sipacc.accounting.dialog.Dialog;

/** The calls that are being set up or are up, as the SIP side asks for them. */
public interface Dialogs {
  /** {@code load_dialog_ctx}: the call of that Call-ID, the latest if it spirals. */
  Optional<Dialog> find(String callId);

  /** {@code $DLG_count}. */
  int count();

  /** {@code $DLG_timeout}: how long the call may last, from now on if it is answered. */
  void setLifetime(Dialog dialog, Duration lifetime);

  /** {@code set_dlg_profile}: "" is the value in a profile without values. */
  void joinProfile(Dialog dialog, String profile, String value);

  /**
   * {@code unset_dlg_profile}.
   *
   * @return false if the call does not belong to the profile with this value
   */
  boolean leaveProfile(Dialog dialog, String profile, String value);

  /** {@code get_profile_size}: of all values if none is given. */
  int profileSize(String profile, Optional<String> value);

  /** The container has let go of the call's sessions: nothing more will be told of it. */
  void forget(Dialog dialog);
}
