package org.sipacc.accounting.policy;

import java.util.List;

/**
 * Actions and when to take them.
 *
 * @param name what its author calls it, "" if nothing
 * @param match when
 * @param actions in their order
 */
record Rule(String name, Match match, List<Action> actions) {
  Rule {
    actions = List.copyOf(actions);
  }
}
