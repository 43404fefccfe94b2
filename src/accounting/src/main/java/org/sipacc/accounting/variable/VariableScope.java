package org.sipacc.accounting.variable;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;

/** What variables can read besides the message in hand: the call's and the transaction's values. */
public interface VariableScope {
  /** {@code $acc_extra(tag)}; empty if it has no value. */
  Optional<String> extra(String tag);

  /** {@code $avp(name)}: a value a policy gave to this transaction; empty if it has none. */
  Optional<String> avp(String name);

  /** {@code $var(name)}: a value that lasts as long as this run of a hook; empty if it has none. */
  Optional<String> var(String name);

  /**
   * {@code $(acc_leg(tag)[index])}; empty if it has no value.
   *
   * @param index counts legs from 0, or backwards from -1, which is the last; an index without a
   *     leg is reported by {@link #problem}
   */
  Optional<String> leg(String tag, int index);

  /** {@code $acc_current_leg}: the last leg's index; empty, and a problem, without leg fields. */
  OptionalInt currentLeg();

  /** The call the message belongs to, or the one that {@code load_dialog_ctx} loaded. */
  Optional<DialogView> dialog();

  /** {@code $DLG_count}: how many calls are up or being set up. */
  int dialogCount();

  /**
   * The wall clock in the time zone of {@code core.time_zone}: {@code $Ts}, {@code $time(format)},
   * and the {@code time} match.
   */
  default Clock clock() {
    return Clock.system(ZoneId.systemDefault());
  }

  /** Told of a variable that cannot be read, for the log. */
  void problem(String text);

  /** The transaction's request, where the message in hand is a reply. */
  Optional<SipMessageView> request();

  /**
   * The transaction's reply, where the message in hand is its request: in the failure hook the one
   * the attempt ended with. Local replies (a timeout's 408) count.
   */
  Optional<SipMessageView> reply();
}
