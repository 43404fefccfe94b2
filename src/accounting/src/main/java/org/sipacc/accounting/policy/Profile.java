package org.sipacc.accounting.policy;

import java.util.Optional;
import org.sipacc.accounting.variable.Template;

/**
 * A declared dialog profile and which of its values is meant.
 *
 * @param value empty for a profile without values, or for all of them
 */
record Profile(String name, Optional<Template> value) {
  /** The value for this message. */
  Optional<String> value(PolicyHost host) {
    return value.map(template -> template.evaluate(host.message(), host));
  }

  /** Whether a value was asked for and this message has none. */
  static boolean isMissing(Optional<String> value) {
    return value.isPresent() && value.get().isEmpty();
  }
}
