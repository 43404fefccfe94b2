package org.sipacc.accounting.variable;

import java.util.Optional;

/** What variables can read besides the message in hand: the call's and the transaction's values. */
public interface VariableScope {
  /** {@code $acc_extra(tag)}; empty if it has no value. */
  Optional<String> extra(String tag);

  /** {@code $avp(name)}: a value a policy gave to this transaction; empty if it has none. */
  Optional<String> avp(String name);

  /** The transaction's request, where the message in hand is a reply. */
  Optional<SipMessageView> request();

  /**
   * The transaction's reply, where the message in hand is its request: in the failure hook the one
   * the attempt ended with. Local replies (a timeout's 408) count.
   */
  Optional<SipMessageView> reply();
}
