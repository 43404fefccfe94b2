package org.sipacc.cli.policy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.cli.CommandFailedException;
import picocli.CommandLine.Option;

/** The configuration that a policy is read against where no server is asked. */
final class ConfigurationOptions {

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Where the sipacc.yaml is that the policy is for (default: SIPACC_CONFIG, or the built-in"
              + " one).")
  private Path directory;

  /**
   * The parameters of the configuration, as a server that starts with it has them.
   *
   * @throws CommandFailedException if they are wrong; it names the place
   */
  Parameters parameters() {
    Map<String, String> environment = System.getenv();
    Optional<Path> config =
        Optional.ofNullable(directory)
            .or(
                () ->
                    Optional.ofNullable(environment.get("SIPACC_CONFIG"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of));
    try {
      return Parameters.load(config, environment, System.getProperties());
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }

  /**
   * A policy that fits the configuration.
   *
   * @throws CommandFailedException if it is wrong; it names file, line and column
   */
  Policy policy(Path file) {
    try {
      return PolicyReader.read(file, parameters());
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }
}
