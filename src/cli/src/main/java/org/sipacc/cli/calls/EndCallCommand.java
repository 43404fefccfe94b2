package org.sipacc.cli.calls;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc calls end}. */
@Command(
    name = "end",
    description = "Ends a call: BYE to both parties, or CANCEL if it still rings.",
    mixinStandardHelpOptions = true)
final class EndCallCommand implements Callable<Integer> {

  @ParentCommand private CallsCommand calls;

  @Parameters(paramLabel = "ID", description = "A dialog id, a summary's id (uid) or a Call-ID.")
  private String id;

  @Override
  public Integer call() {
    CallEnding.print(calls.client(), id, calls.json(), calls.out());
    return 0;
  }
}
