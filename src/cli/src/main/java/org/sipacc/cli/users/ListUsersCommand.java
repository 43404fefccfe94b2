package org.sipacc.cli.users;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc users list}: the same as {@code sipacc users}. */
@Command(name = "list", description = "Lists the users.", mixinStandardHelpOptions = true)
final class ListUsersCommand implements Callable<Integer> {

  @ParentCommand private UsersCommand users;

  @Override
  public Integer call() {
    return users.call();
  }
}
