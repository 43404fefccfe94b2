package org.sipacc.cli.users;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc users add}. */
@Command(
    name = "add",
    description = "Makes a user, and prints the password for the first login.",
    mixinStandardHelpOptions = true)
final class AddUserCommand implements Callable<Integer> {

  @ParentCommand private UsersCommand users;

  @Parameters(index = "0", paramLabel = "NAME", description = "The user's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, operator or administrator.")
  private String role;

  @Override
  public Integer call() {
    JsonObject made =
        users
            .client()
            .post(
                ApiPath.of("users"),
                Json.createObjectBuilder().add("name", name).add("role", role).build());
    return users.print(
        made,
        name
            + " is "
            + role
            + "; the password for the first login is "
            + Reply.text(made, "password"));
  }
}
