package org.sipacc.cli.calls;

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

/** {@code sipacc calls}: lists the calls, shows or ends one. */
@Command(
    name = "calls",
    description = "Lists the calls that are being set up or are up; shows or ends one.",
    mixinStandardHelpOptions = true,
    subcommands = {ListCallsCommand.class, ShowCallCommand.class, EndCallCommand.class})
public final class CallsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line, as the management interface gives it.")
  private boolean json;

  @Override
  public Integer call() {
    CallList.print(client(), json, out());
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
}
