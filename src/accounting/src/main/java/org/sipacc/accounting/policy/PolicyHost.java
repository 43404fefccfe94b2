package org.sipacc.accounting.policy;

import java.time.Duration;
import java.util.Optional;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.VariableScope;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.Verdict;

/** What a policy acts upon: one message in one hook. The proxy implements it. */
public interface PolicyHost extends VariableScope {
  /** The message in hand: the request, in the reply hook the reply. */
  SipMessageView message();

  /** Assigns {@code $acc_extra(tag)}; empty deletes the value. */
  void setExtra(String tag, Optional<String> value);

  /**
   * Assigns {@code $(acc_leg(tag)[index])}; empty deletes the value.
   *
   * @param index counts legs from 0, or backwards from -1, which is the last
   * @return false if there is no such leg
   */
  boolean setLeg(String tag, int index, Optional<String> value);

  /** Assigns {@code $avp(name)}; empty deletes the value. */
  void setAvp(String name, Optional<String> value);

  /** Assigns {@code $var(name)}; empty deletes the value. */
  void setVar(String name, Optional<String> value);

  /**
   * Assigns {@code $DLG_timeout}: how long the call may last, from now on if it is up, else from
   * its answer on.
   *
   * @return false if the message belongs to no call
   */
  boolean setDialogTimeout(Duration lifetime);

  /**
   * Assigns {@code $dlg_val(name)}; empty deletes the value.
   *
   * @return false if the message belongs to no call
   */
  boolean setDialogValue(String name, Optional<String> value);

  /**
   * Marks the transaction, and with {@code cdr} the call, for accounting.
   *
   * @return whether it worked
   */
  boolean doAccounting(AccountingRequest request);

  /**
   * Takes marks back.
   *
   * @return false if nothing had been marked
   */
  boolean dropAccounting(AccountingRequest request);

  /**
   * Makes a record at once: {@code acc_log_request}, {@code acc_db_request}, {@code
   * acc_aaa_request}, {@code acc_evi_request}.
   *
   * @param table the table of an {@code acc_db_request}, "" for the other backends
   * @return false if the backend is not configured
   */
  boolean accountNow(Backend backend, RequestComment comment, String table);

  /** {@code acc_new_leg()}: a further leg without values; nothing without leg fields. */
  void newLeg();

  /** Follows the call; called again it replaces the flags. */
  void createDialog(DialogFlags flags);

  /**
   * {@code load_dialog_ctx(callid)}: {@link #dialog} is another call until it is unloaded.
   *
   * @return false if there is no such call, or one is loaded already
   */
  boolean loadDialog(String callId);

  /**
   * {@code unload_dialog_ctx()}.
   *
   * @return false if none is loaded
   */
  boolean unloadDialog();

  /**
   * {@code acc_load_ctx_from_dlg()}: the accounting variables and marks are those of {@link
   * #dialog} until they are unloaded.
   *
   * @return false if one is loaded already, there is no dialog, or it has no CDR context
   */
  boolean loadAccounting();

  /**
   * {@code acc_unload_ctx_from_dlg()}.
   *
   * @return false if none is loaded
   */
  boolean unloadAccounting();

  /**
   * {@code set_dlg_profile(profile, value)}: the call belongs to the profile until it ends.
   *
   * @return false if the message belongs to no call
   */
  boolean setProfile(String profile, Optional<String> value);

  /**
   * {@code unset_dlg_profile(profile, value)}.
   *
   * @return false if the call does not belong to the profile
   */
  boolean unsetProfile(String profile, Optional<String> value);

  /** {@code is_in_profile(profile, value)}; without a value any will do. */
  boolean isInProfile(String profile, Optional<String> value);

  /** {@code get_profile_size(profile, value)}; without a value all are counted. */
  int profileSize(String profile, Optional<String> value);

  /**
   * Sends the request on. Called at most once in a run, and not after {@link #reply}.
   *
   * @return false if it cannot be sent to any of the targets
   */
  boolean relay(Relay relay);

  /**
   * Answers the request with a final reply. Called at most once in a run, and not after a relay.
   */
  void reply(LocalReply reply);

  /** {@code proxy_authorize} and {@code www_authorize}: checks the request's credentials. */
  Verdict authenticate(Authentication asked);

  /**
   * {@code proxy_challenge} and {@code www_challenge}: answers the request so that its sender tries
   * again with credentials, or 503 if the last {@link #authenticate} was undecided. Called as
   * {@link #reply} is.
   */
  void challenge(Challenge challenge);

  /** Writes a line to the server's log. */
  void log(System.Logger.Level level, String text);

  /** Told of each rule whose match held, before its actions are taken. */
  default void ruleApplies(Place place, String name) {
    // only a dry run wants to know
  }

  /** Told of an action that failed, for the log; the run goes on. */
  void actionFailed(Place place, String problem);
}
