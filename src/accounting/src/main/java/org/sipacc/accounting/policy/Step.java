package org.sipacc.accounting.policy;

/** What a rule does: an action, or a rule within it. */
sealed interface Step permits Action, Rule {
  void take(PolicyRun run);
}
