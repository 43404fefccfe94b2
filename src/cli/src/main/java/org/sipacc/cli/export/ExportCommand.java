package org.sipacc.cli.export;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sipacc export}. */
@Command(
    name = "export",
    description = "Looks at the files that the server writes of its days (export_directory).",
    mixinStandardHelpOptions = true,
    subcommands = VerifyExportCommand.class)
public final class ExportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: verify");
  }
}
