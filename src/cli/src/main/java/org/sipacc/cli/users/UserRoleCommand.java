package org.sipacc.cli.users;

import jakarta.json.Json;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc users role}. */
@Command(
    name = "role",
    description = "Gives a user another role; the user has to log in again.",
    mixinStandardHelpOptions = true)
final class UserRoleCommand implements Callable<Integer> {

  @ParentCommand private UsersCommand users;

  @Parameters(index = "0", paramLabel = "NAME", description = "The user's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, operator or administrator.")
  private String role;

  @Override
  public Integer call() {
    return users.print(
        users
            .client()
            .put(ApiPath.of("users", name), Json.createObjectBuilder().add("role", role).build()),
        name + " is " + role);
  }
}
