package org.sipacc.cli.deadletters;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sipacc dead-letters}: lists them, shows, mends, replays or discards one. */
@Command(
    name = "dead-letters",
    description = "Lists the records that backends refused for good; mends and replays them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListDeadLettersCommand.class,
      ShowDeadLetterCommand.class,
      ReplayDeadLettersCommand.class,
      MendDeadLetterCommand.class,
      DiscardDeadLetterCommand.class
    })
public final class DeadLettersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "JSON, as the management interface gives it; a list one object a line.")
  private boolean json;

  @Override
  public Integer call() {
    ListDeadLettersCommand.print(this, new DeadLetterOptions());
    return 0;
  }

  ManagementClient client() {
    return server.client();
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
