package org.sipacc.cli.policy;

import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc policy rollback}. */
@Command(
    name = "rollback",
    description = "Puts an earlier version in force again.",
    mixinStandardHelpOptions = true)
final class RollBackPolicyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Mixin private ChangeOptions change;

  @Parameters(
      paramLabel = "VERSION",
      arity = "0..1",
      defaultValue = "previous",
      description = "One of the history (default: the one before the one in force).")
  private String version;

  @Override
  public Integer call() {
    ApiPath path = change.on(ApiPath.of("policies", version, "activate"));
    change.print(server.client().post(path), spec.commandLine().getOut());
    return 0;
  }
}
