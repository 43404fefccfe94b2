package org.sipacc.accounting.dryrun;

import java.util.List;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.Relay;

/**
 * What a policy would do with a request.
 *
 * @param policyVersion the policy's version
 * @param trace what happened in the hook {@code request}, and in {@code branch} for the first
 *     targets
 * @param destination what would become of the request
 * @param scenarios which records would be made in the cases that can follow
 */
public record DryRunResult(
    String policyVersion,
    List<TraceEntry> trace,
    Destination destination,
    List<Scenario> scenarios) {
  public DryRunResult {
    trace = List.copyOf(trace);
    scenarios = List.copyOf(scenarios);
  }

  /** What becomes of a request. */
  public sealed interface Destination {
    /** It is sent on. */
    record Relayed(Relay relay) implements Destination {}

    /**
     * It is answered here.
     *
     * @param byRule false if no rule relays or answers it, which makes it a 404
     */
    record Answered(LocalReply reply, boolean byRule) implements Destination {}

    /** It is an ACK that no rule relays. */
    record Dropped() implements Destination {}
  }

  /**
   * One way it may go on.
   *
   * @param attempts the sets of targets it is sent to, one after the other
   * @param trace what happened in all hooks
   * @param records those that are made, in their order
   */
  public record Scenario(
      Ending ending,
      List<List<String>> attempts,
      List<TraceEntry> trace,
      List<AccountingRecord> records) {
    public Scenario {
      attempts = attempts.stream().map(List::copyOf).toList();
      trace = List.copyOf(trace);
      records = List.copyOf(records);
    }
  }

  /** How it ends. */
  public enum Ending {
    /** A target answers 200; a call is ended by the caller's BYE 60 s later. */
    ANSWERED,
    /** Every target answers 486. */
    REFUSED,
    /** The policy answers it without asking anyone, or drops it. */
    HERE
  }
}
