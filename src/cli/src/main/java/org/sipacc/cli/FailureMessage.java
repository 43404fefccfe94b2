package org.sipacc.cli;

import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line why a command could not be carried out; a stack trace helps no operator. */
final class FailureMessage implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
    if (failure instanceof CommandFailedException || failure instanceof SQLException) {
      commandLine.getErr().println("sipacc: " + failure.getMessage());
      commandLine.getErr().flush();
      return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }
    throw failure;
  }
}
