package org.sipacc.importer;

import java.util.List;
import org.sipacc.importer.script.Script;
import org.sipacc.importer.script.Statement;

/** Which way a choice goes whose condition no policy can ask. */
final class Guess {
  private final Script script;
  private final AccountingFlags flags;
  private final Findings findings;

  Guess(Script script, AccountingFlags flags, Findings findings) {
    this.script = script;
    this.flags = flags;
    this.findings = findings;
  }

  private Traits traits(List<Statement> statements) {
    return Traits.of(statements, script, flags);
  }

  /**
   * Which way is gone where a condition cannot be asked: rather the one that accounts, that asks
   * for credentials, and that does not refuse.
   */
  boolean isTaken(Statement.If choice) {
    Traits then = traits(choice.then());
    Traits otherwise = traits(choice.otherwise());
    if (then.marks() != otherwise.marks()) {
      return then.marks();
    }
    if (then.unmarks() != otherwise.unmarks()) {
      return otherwise.unmarks();
    }
    if (then.asksForCredentials() != otherwise.asksForCredentials()) {
      return then.asksForCredentials();
    }
    return otherwise.answers() && !otherwise.relays() && !(then.answers() && !then.relays());
  }

  /** Reports it, by what may be accounted otherwise for it. */
  void tell(Statement.If choice, List<String> untestable, boolean taken) {
    Traits then = traits(choice.then());
    Traits otherwise = traits(choice.otherwise());
    Severity severity;
    if (then.marks() && otherwise.marks()) {
      severity = Severity.LOSS;
    } else if (then.marks() || otherwise.marks() || then.unmarks() || otherwise.unmarks()) {
      severity = Severity.MORE;
    } else {
      severity = Severity.CHANGED;
    }
    findings.add(
        severity,
        choice.line(),
        String.join(", ", untestable)
            + " cannot be asked here"
            + Missing.remark(untestable)
            + ": the if is taken to "
            + (taken ? "hold" : "fail")
            + (taken && then.asksForCredentials() ? ", so everyone is asked for credentials" : ""));
  }
}
