package org.sipacc.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line within the test: what it printed and its exit status. */
public record CommandRun(int status, String out, String err) {

  /** Runs the command with these arguments. */
  public static CommandRun sipacc(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Sipacc.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
