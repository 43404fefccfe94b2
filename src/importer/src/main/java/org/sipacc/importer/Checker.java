package org.sipacc.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.PolicyReader;

/** Tries single pieces of a policy on the reader that the server starts with. */
final class Checker {
  private static final String SOURCE = "-";

  private final Parameters parameters;

  Checker(Parameters parameters) {
    this.parameters = parameters;
  }

  /** Why the action cannot stand in the hook; empty if it can. */
  Optional<String> problem(Hook hook, PolicyItem.Action action) {
    return problem(hook.key() + ": [{do: " + YamlText.of(List.of(action.yaml())) + "}]");
  }

  /** Why the match cannot be asked; empty if it can. */
  Optional<String> problem(Map<String, Object> match) {
    return problem("request: [{if: " + YamlText.of(match) + ", do: [stop]}]");
  }

  private Optional<String> problem(String policy) {
    try {
      PolicyReader.read(new ConfigurationFile(SOURCE, policy), parameters);
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(withoutPlace(e));
    }
  }

  /** The message without the place, which is one of a text that nobody sees. */
  static String withoutPlace(ConfigurationException e) {
    return e.getMessage().replaceFirst("^" + SOURCE + "(:[0-9]+:[0-9]+)?: ", "");
  }
}
