package org.sipacc.cli.policy;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.cli.ConfigurationOptions;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc policy check}: needs no server. */
@Command(
    name = "check",
    description =
        "Reads a policy as a server would, and says where it is wrong. No server is asked.",
    mixinStandardHelpOptions = true)
final class CheckPolicyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration;

  @Option(names = "--json", description = "Version and tables as a JSON object.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private Path file;

  @Override
  public Integer call() {
    Policy policy = configuration.policy(file);
    spec.commandLine().getOut().print((json ? json(policy) : text(policy)) + "\n");
    return 0;
  }

  private String text(Policy policy) {
    String tables =
        policy.tables().isEmpty() ? "" : ", tables: " + String.join(", ", policy.tables());
    return file + " is right: version " + policy.version() + tables;
  }

  private static String json(Policy policy) {
    JsonArrayBuilder tables = Json.createArrayBuilder();
    policy.tables().forEach(tables::add);
    return JsonText.line(
        Json.createObjectBuilder().add("version", policy.version()).add("tables", tables).build());
  }
}
