package org.sipacc.cli.users;

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

/** {@code sipacc users}: lists those who may log in, makes one or changes what one may. */
@Command(
    name = "users",
    description = "Lists those who may log in to the REST API, makes one or changes one.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListUsersCommand.class,
      AddUserCommand.class,
      UserRoleCommand.class,
      UserPasswordCommand.class,
      DisableUserCommand.class
    })
public final class UsersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line, as the management interface gives it.")
  private boolean json;

  @Override
  public Integer call() {
    List<JsonObject> all = Reply.objects(client().get(ApiPath.of("users")), "users");
    if (json) {
      all.forEach(user -> out().print(JsonText.line(user) + "\n"));
      return 0;
    }
    TextTable table = new TextTable(List.of("name", "role", "state", "password changed (UTC)"));
    all.forEach(
        user ->
            table.add(
                List.of(
                    Cell.of(Reply.text(user, "name")),
                    Cell.of(Reply.text(user, "role")),
                    Cell.of(state(user)),
                    Cell.of(
                        Reply.text(user, "password_changed")
                            .replaceFirst("(\\.[0-9]+)?Z$", "")
                            .replace('T', ' ')))));
    table.print(out());
    return 0;
  }

  private static String state(JsonObject user) {
    if (user.getBoolean("disabled", false)) {
      return "disabled";
    }
    return user.getBoolean("must_change_password", false) ? "change password" : "active";
  }

  ManagementClient client() {
    return server.client();
  }

  /** Prints what came of a change: a sentence, or the answer itself. */
  Integer print(JsonObject answer, String sentence) {
    out().print((json ? JsonText.line(answer) : sentence) + "\n");
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
