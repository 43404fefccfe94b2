package org.sipacc.accounting.policy;

import java.util.Optional;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.VariableScope;

/** What a policy acts upon: one message in one hook. The proxy implements it. */
public interface PolicyHost extends VariableScope {
  /** The message in hand: the request, in the reply hook the reply. */
  SipMessageView message();

  /** Assigns {@code $acc_extra(tag)}; empty deletes the value. */
  void setExtra(String tag, Optional<String> value);

  /** Assigns {@code $avp(name)}; empty deletes the value. */
  void setAvp(String name, Optional<String> value);

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

  /** Follows the call; called again it replaces the flags. */
  void createDialog(DialogFlags flags);

  /**
   * Sends the request on. Called at most once in a run, and not after {@link #reply}.
   *
   * @return false if it cannot be sent to any of the targets
   */
  boolean relay(Relay relay);

  /**
   * Answers the request with a final reply. Called at most once in a run, and not after a relay.
   */
  void reply(int code, String reason);

  /** Told of an action that failed, for the log; the run goes on. */
  void actionFailed(Place place, String problem);
}
