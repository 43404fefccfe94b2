package org.sipacc.cli.users;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc users password}. */
@Command(
    name = "password",
    description = "Gives a user a new password for one login; lets a disabled user in again.",
    mixinStandardHelpOptions = true)
final class UserPasswordCommand implements Callable<Integer> {

  @ParentCommand private UsersCommand users;

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name;

  @Override
  public Integer call() {
    JsonObject given = users.client().post(ApiPath.of("users", name, "password"));
    return users.print(
        given,
        "the password of " + name + " for the next login is " + Reply.text(given, "password"));
  }
}
