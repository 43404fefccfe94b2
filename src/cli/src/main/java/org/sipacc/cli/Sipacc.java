package org.sipacc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.sipacc.cli.backends.BackendsCommand;
import org.sipacc.cli.backends.LedgerCommand;
import org.sipacc.cli.calls.CallsCommand;
import org.sipacc.cli.calls.EndCommand;
import org.sipacc.cli.compare.CompareCommand;
import org.sipacc.cli.db.DbCommand;
import org.sipacc.cli.deadletters.DeadLettersCommand;
import org.sipacc.cli.events.EventsCommand;
import org.sipacc.cli.export.ExportCommand;
import org.sipacc.cli.importer.ImportCommand;
import org.sipacc.cli.mi.MiCommand;
import org.sipacc.cli.policy.PolicyCommand;
import org.sipacc.cli.profiles.ProfilesCommand;
import org.sipacc.cli.reconcile.ReconcileCommand;
import org.sipacc.cli.records.RecordsCommand;
import org.sipacc.cli.subscribers.SubscribersCommand;
import org.sipacc.cli.tokens.TokensCommand;
import org.sipacc.cli.users.UsersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The product's one command line. Results, and nothing else, go to standard output; what went wrong
 * goes to standard error, with exit status 2 for a command that was not understood, 1 for one that
 * could not be carried out, and 3 for one whose server could not be reached.
 */
@Command(
    name = "sipacc",
    description = "Looks at and manages a sipacc server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecordsCommand.class,
      ReconcileCommand.class,
      CallsCommand.class,
      EndCommand.class,
      ProfilesCommand.class,
      EventsCommand.class,
      PolicyCommand.class,
      ImportCommand.class,
      DbCommand.class,
      ExportCommand.class,
      CompareCommand.class,
      BackendsCommand.class,
      LedgerCommand.class,
      DeadLettersCommand.class,
      UsersCommand.class,
      TokensCommand.class,
      SubscribersCommand.class,
      MiCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Sipacc implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    // Read by H2 when its classes are loaded: the embedded database is for this machine only.
    System.setProperty("h2.bindAddress", "127.0.0.1");
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int status = run(out, err, arguments);
    if (out.checkError() && status == 0) {
      err.println("sipacc: standard output took not all of the result");
      status = 1;
    }
    err.flush();
    System.exit(status);
  }

  /** Runs the command with its results and messages going to the given writers. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine()
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(new FailureMessage())
        .execute(arguments);
  }

  /** All commands. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Sipacc());
    MiCommand.addTo(root);
    return root;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
