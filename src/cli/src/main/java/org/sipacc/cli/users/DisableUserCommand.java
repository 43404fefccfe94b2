package org.sipacc.cli.users;

import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc users disable}. */
@Command(
    name = "disable",
    description = "Lets a user log in no more, and ends the user's logins.",
    mixinStandardHelpOptions = true)
final class DisableUserCommand implements Callable<Integer> {

  @ParentCommand private UsersCommand users;

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name;

  @Override
  public Integer call() {
    return users.print(
        users.client().delete(ApiPath.of("users", name)), name + " can log in no more");
  }
}
