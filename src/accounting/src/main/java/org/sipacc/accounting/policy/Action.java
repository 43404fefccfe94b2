package org.sipacc.accounting.policy;

import java.util.Optional;
import org.sipacc.accounting.configuration.Place;

/** One thing a rule does. */
non-sealed interface Action extends Step {
  /** Where it is written. */
  Place place();

  ActionWord word();

  /** The database table it names, beside those of the parameters. */
  default Optional<String> table() {
    return Optional.empty();
  }
}
