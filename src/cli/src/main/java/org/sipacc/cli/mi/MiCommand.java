package org.sipacc.cli.mi;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sipacc mi}: the home of OpenSIPS's commands, which are also taken without it. */
@Command(
    name = "mi",
    description = "OpenSIPS's MI commands of dialogs and events; the word mi may be left out.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DialogListCommand.class,
      DialogListContextCommand.class,
      EndDialogCommand.class,
      ProfileSizeCommand.class,
      ProfileDialogsCommand.class,
      ProfileValuesCommand.class,
      EndProfileDialogsCommand.class,
      ListProfilesCommand.class,
      SubscribeEventCommand.class,
      ListEventsCommand.class,
      ListSubscribersCommand.class
    })
public final class MiCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Lets a command line take each MI command at its top, unseen in its help. */
  public static void addTo(CommandLine root) {
    Set<CommandLine> commands =
        new LinkedHashSet<>(new CommandLine(MiCommand.class).getSubcommands().values());
    for (CommandLine command : commands) {
      command.getCommandSpec().usageMessage().hidden(true);
      root.addSubcommand(command);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
