package org.sipacc.cli.profiles;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sipacc profiles}: lists the profiles, shows one or ends its calls. */
@Command(
    name = "profiles",
    description = "Lists the dialog profiles with the number of their calls.",
    mixinStandardHelpOptions = true,
    subcommands = {ShowProfileCommand.class, EndProfileCommand.class})
public final class ProfilesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line, as the management interface gives it.")
  private boolean json;

  @Override
  public Integer call() {
    List<JsonObject> profiles = Reply.objects(client().get(ApiPath.of("profiles")), "profiles");
    if (json) {
      profiles.forEach(profile -> out().print(JsonText.line(profile) + "\n"));
      return 0;
    }
    TextTable table = new TextTable(List.of("profile", "values", "calls"));
    profiles.forEach(
        profile ->
            table.add(
                List.of(
                    Cell.of(Reply.text(profile, "name")),
                    Cell.of(profile.getBoolean("has_value", false) ? "yes" : "no"),
                    Cell.number(String.valueOf(profile.getInt("size", 0))))));
    table.print(out());
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
