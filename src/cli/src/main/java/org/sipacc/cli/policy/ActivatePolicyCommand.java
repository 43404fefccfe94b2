package org.sipacc.cli.policy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc policy activate}. */
@Command(
    name = "activate",
    description =
        "Puts a policy in force for the calls that come from now on; the server checks it first.",
    mixinStandardHelpOptions = true)
final class ActivatePolicyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Mixin private ChangeOptions change;

  @Option(
      names = "--replaces",
      paramLabel = "VERSION",
      defaultValue = "*",
      description = "Refuse unless this version is in force (default: whichever is).")
  private String replaces;

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private Path file;

  @Override
  public Integer call() {
    ConfigurationFile policy = read(file);
    ApiPath path = change.on(ApiPath.of("policies").with("source", policy.source()));
    change.print(
        server.client().postYaml(path, policy.text(), replaces), spec.commandLine().getOut());
    return 0;
  }

  private static ConfigurationFile read(Path file) {
    try {
      return ConfigurationFile.read(file);
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }
}
