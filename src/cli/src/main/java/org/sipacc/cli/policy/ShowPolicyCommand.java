package org.sipacc.cli.policy;

import jakarta.json.Json;
import java.util.concurrent.Callable;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc policy show}. */
@Command(
    name = "show",
    description = "Prints the text of a version, to be read or written to a file.",
    mixinStandardHelpOptions = true)
final class ShowPolicyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(names = "--json", description = "Version and text as a JSON object.")
  private boolean json;

  @Parameters(
      paramLabel = "VERSION",
      arity = "0..1",
      defaultValue = PolicyTexts.ACTIVE,
      description = "One of the history, active or previous (default: ${DEFAULT-VALUE}).")
  private String version;

  @Override
  public Integer call() {
    ConfigurationFile policy = new PolicyTexts(server).version(version);
    spec.commandLine().getOut().print(json ? json(policy) : policy.text());
    return 0;
  }

  private static String json(ConfigurationFile policy) {
    return JsonText.line(
            Json.createObjectBuilder()
                .add("version", policy.source())
                .add("text", policy.text())
                .build())
        + "\n";
  }
}
