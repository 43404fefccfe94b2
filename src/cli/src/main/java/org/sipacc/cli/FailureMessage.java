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
    if (failure instanceof CommandFailedException failed) {
      return told(failed, failed.status(), commandLine);
    }
    if (failure instanceof SQLException) {
      return told(
          failure, commandLine.getCommandSpec().exitCodeOnExecutionException(), commandLine);
    }
    throw failure;
  }

  private static int told(Exception failure, int status, CommandLine commandLine) {
    commandLine.getErr().println("sipacc: " + failure.getMessage());
    commandLine.getErr().flush();
    return status;
  }
}
