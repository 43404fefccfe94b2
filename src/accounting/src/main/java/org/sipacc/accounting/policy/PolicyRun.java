package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Map;
import org.sipacc.accounting.variable.Template;

/** One run through one hook: what the steps of its rules work with. */
final class PolicyRun {
  private final Map<String, List<Rule>> lists;
  private final PolicyHost host;
  private Match.Outcome lastOutcome = Match.Outcome.NONE;
  private boolean relayed;
  private boolean ended;

  PolicyRun(Map<String, List<Rule>> lists, PolicyHost host) {
    this.lists = lists;
    this.host = host;
  }

  PolicyHost host() {
    return host;
  }

  /** Takes steps until one of them ends the hook. */
  void take(List<? extends Step> steps) {
    for (Step step : steps) {
      if (ended) {
        return;
      }
      step.take(this);
    }
  }

  void enter(String list) {
    take(lists.get(list));
  }

  /** No further step is taken. */
  void end() {
    ended = true;
  }

  boolean holds(Match match) {
    return match.holds(host, lastOutcome);
  }

  String evaluate(Template template) {
    return template.evaluate(host.message(), host);
  }

  /** A text of one line, whatever a caller sent. */
  String line(Template template) {
    return line(evaluate(template));
  }

  /** Whether the request has been relayed in this run, which makes the action fail. */
  boolean isRelayed(Action action) {
    if (relayed) {
      outcome(action, false, "the request has been relayed already");
    }
    return relayed;
  }

  void relay(Action action, Relay relay) {
    relayed = host.relay(relay);
    outcome(action, relayed, "the request cannot be sent");
  }

  /** What came of an action that can fail, and the problem to report if it did. */
  void outcome(Action action, boolean ok, String problem) {
    outcome(ok);
    if (!ok) {
      host.actionFailed(action.place(), line(action.word().key() + ": " + problem));
    }
  }

  /** What came of an action whose failure is nothing to report. */
  void outcome(boolean ok) {
    lastOutcome = ok ? Match.Outcome.OK : Match.Outcome.FAILED;
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
