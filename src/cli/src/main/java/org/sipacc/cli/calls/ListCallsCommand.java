package org.sipacc.cli.calls;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc calls list}: the same as {@code sipacc calls}. */
@Command(name = "list", description = "Lists the calls.", mixinStandardHelpOptions = true)
final class ListCallsCommand implements Callable<Integer> {

  @ParentCommand private CallsCommand calls;

  @Override
  public Integer call() {
    return calls.call();
  }
}
