package org.sipacc.service.policy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;

/**
 * Which policy a server starts with. The configuration's {@code policy.yaml} is it, unless another
 * was activated since it was last changed: if the file is the one of the last start, the version
 * that was activated after that goes on; if it is another, an operator has edited it, and it wins.
 * A built-in policy that a newer program brought is no operator's edit.
 *
 * @param file the configuration's policy, as text
 * @param policy what the server starts with
 * @param comment what the history is to say if it starts with the file; empty if it goes on with
 *     what was in force
 */
record StartChoice(ConfigurationFile file, Policy policy, Optional<String> comment) {
  private static final Logger LOG = System.getLogger(StartChoice.class.getName());

  /**
   * Reads the policies that come into question.
   *
   * @throws ConfigurationException if the configuration's is wrong, whichever is chosen
   */
  static StartChoice of(ConfigurationFile file, Parameters parameters, PolicyStore store) {
    Policy configured = PolicyReader.read(file, parameters);
    Optional<PolicyChange> last = store.history().last();
    Optional<PolicyChange> seen = store.history().lastStart();
    if (last.isEmpty() || seen.isEmpty()) {
      return new StartChoice(file, configured, Optional.of("first start"));
    }
    if (last.get().version().equals(configured.version())) {
      boolean goesOn = seen.get().version().equals(configured.version());
      return new StartChoice(
          file, configured, goesOn ? Optional.empty() : Optional.of(changed(file)));
    }
    if (isEdited(file, configured, seen.get()) || last.equals(seen)) {
      return new StartChoice(file, configured, Optional.of(changed(file)));
    }
    return goOn(file, configured, last.get().version(), parameters, store);
  }

  private static StartChoice goOn(
      ConfigurationFile file,
      Policy configured,
      String version,
      Parameters parameters,
      PolicyStore store) {
    String problem;
    try {
      Optional<Policy> kept =
          store
              .text(version)
              .map(text -> PolicyReader.read(text, parameters))
              .filter(policy -> policy.version().equals(version));
      if (kept.isPresent()) {
        LOG.log(
            Level.INFO,
            "the policy is version {0}, which was activated while {1} stayed as it is",
            version,
            file.source());
        return new StartChoice(file, kept.get(), Optional.empty());
      }
      problem = "its text is not kept as it was";
    } catch (ConfigurationException e) {
      problem = e.getMessage();
    }
    LOG.log(
        Level.WARNING,
        "the policy that was activated, version {0}, cannot be used any more ({1}): {2} takes its"
            + " place; mend it and activate it again",
        version,
        problem,
        file.source());
    return new StartChoice(
        file, configured, Optional.of("version " + version + " cannot be used any more"));
  }

  private static boolean isEdited(ConfigurationFile file, Policy configured, PolicyChange seen) {
    boolean builtIn = file.equals(ConfigurationFile.builtIn(PolicyReader.FILE_NAME));
    return !seen.version().equals(configured.version())
        && !(builtIn && seen.source().equals(file.source()));
  }

  private static String changed(ConfigurationFile file) {
    return Path.of(file.source()).getFileName() + " was changed";
  }
}
