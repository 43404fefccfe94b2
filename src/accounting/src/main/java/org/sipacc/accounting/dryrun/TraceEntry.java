package org.sipacc.accounting.dryrun;

import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.policy.Hook;

/** Something that happened while the rules of a hook were looked at. */
public sealed interface TraceEntry {
  Hook hook();

  /**
   * A rule's match held.
   *
   * @param name what its author calls it, "" if nothing
   */
  record RuleApplied(Hook hook, Place place, String name) implements TraceEntry {}

  /** An action failed, and the run went on. */
  record ActionFailed(Hook hook, Place place, String problem) implements TraceEntry {}

  /** The policy wrote a line to the log. */
  record Logged(Hook hook, System.Logger.Level level, String text) implements TraceEntry {}

  /** A variable could not be read. */
  record VariableProblem(Hook hook, String text) implements TraceEntry {}
}
