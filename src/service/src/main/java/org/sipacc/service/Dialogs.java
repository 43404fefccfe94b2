package org.sipacc.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sipacc.accounting.dialog.Dialog;

/** The calls that are being set up or are up, as the SIP side asks for them. */
public interface Dialogs {
  /** {@code load_dialog_ctx}: the call of that Call-ID, the latest if it spirals. */
  Optional<Dialog> find(String callId);

  /** The call of that dialog id. */
  Optional<Dialog> ofId(String id);

  /** {@code $DLG_count}. */
  int count();

  /** {@code $DLG_timeout}: how long the call may last, from now on if it is answered. */
  void setLifetime(Dialog dialog, Duration lifetime);

  /**
   * The parties have agreed on a session timer (RFC 4028): the call is over unless that is called
   * again in time.
   *
   * @param interval how long it lasts from now on; empty if without end
   */
  void refreshed(Dialog dialog, Optional<Duration> interval);

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

  /** Those that a former life of this server left and that have not ended since. */
  List<Dialog> former();

  /**
   * The calls of that Call-ID whose INVITE a former life of this server had sent on: their answer
   * may still come, or come again. More than one if the call spiralled.
   */
  List<Dialog> begunBefore(String callId);

  /**
   * From now on the calls of a former life end as others do: with their lifetime, or when a BYE
   * that had come has had time to come again. Their parties can be reached now.
   */
  void resumeFormer();

  /**
   * Whether a call may be up although nothing is known of it here: because calls are not kept, or
   * because what was kept is gone.
   *
   * @param invited when its INVITE came
   */
  boolean mayHaveLost(Instant invited);

  /**
   * Closes calls that a former life left, with the last moment they were known to be up: their
   * requests will not come.
   */
  void closeFormer(Predicate<Dialog> which);

  /** The container has let go of the call's sessions: nothing more will be told of it. */
  void forget(Dialog dialog);
}
