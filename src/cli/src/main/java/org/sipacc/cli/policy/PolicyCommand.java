package org.sipacc.cli.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sipacc policy}: a subcommand for each thing to do with policies. */
@Command(
    name = "policy",
    description = "Checks a policy, puts one in force, shows those before it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckPolicyCommand.class,
      TryPolicyCommand.class,
      ActivatePolicyCommand.class,
      RollBackPolicyCommand.class,
      PolicyHistoryCommand.class,
      ShowPolicyCommand.class,
      DiffPolicyCommand.class
    })
public final class PolicyCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
