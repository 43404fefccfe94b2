package org.sipacc.accounting.policy;

import java.util.List;
import org.sipacc.accounting.configuration.Place;

/**
 * What to do and when.
 *
 * @param place where it is written
 * @param name what its author calls it, "" if nothing
 * @param match when
 * @param steps in their order
 */
record Rule(Place place, String name, Match match, List<Step> steps) implements Step {
  Rule {
    steps = List.copyOf(steps);
  }

  @Override
  public void take(PolicyRun run) {
    if (run.holds(match)) {
      run.host().ruleApplies(place, name);
      run.take(steps);
    }
  }
}
