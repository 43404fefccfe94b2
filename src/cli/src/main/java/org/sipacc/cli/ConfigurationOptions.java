package org.sipacc.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;
import picocli.CommandLine.Option;

/** The configuration that counts where no server is asked. */
public final class ConfigurationOptions {

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Where the sipacc.yaml is that counts (default: SIPACC_CONFIG, or the built-in one).")
  private Path directory;

  /**
   * The parameters of the configuration, as a server that starts with it has them.
   *
   * @throws CommandFailedException if they are wrong; it names the place
   */
  public Parameters parameters() {
    try {
      return Parameters.load(directory(), System.getenv(), System.getProperties());
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }

  /**
   * A policy that fits the configuration.
   *
   * @throws CommandFailedException if it is wrong; it names file, line and column
   */
  public Policy policy(Path file) {
    try {
      return PolicyReader.read(file, parameters());
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }

  /**
   * The policy of the configuration.
   *
   * @throws CommandFailedException if it is wrong; it names file, line and column
   */
  public Policy policy() {
    try {
      return PolicyReader.load(directory(), parameters());
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }

  private Optional<Path> directory() {
    return Optional.ofNullable(directory)
        .or(
            () ->
                Optional.ofNullable(System.getenv("SIPACC_CONFIG"))
                    .filter(text -> !text.isEmpty())
                    .map(Path::of));
  }
}
