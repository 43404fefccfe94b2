package org.sipacc.cli.calls;

import java.util.concurrent.Callable;
import org.sipacc.cli.management.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc end}: short for {@code sipacc calls end}. */
@Command(
    name = "end",
    description = "Ends a call; short for: calls end.",
    mixinStandardHelpOptions = true)
public final class EndCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(names = "--json", description = "The server's answer as JSON.")
  private boolean json;

  @Parameters(paramLabel = "ID", description = "A dialog id, a summary's id (uid) or a Call-ID.")
  private String id;

  @Override
  public Integer call() {
    CallEnding.print(server.client(), id, json, spec.commandLine().getOut());
    return 0;
  }
}
