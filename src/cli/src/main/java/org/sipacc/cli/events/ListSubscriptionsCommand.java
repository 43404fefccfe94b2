package org.sipacc.cli.events;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc events list}: the same as {@code sipacc events}. */
@Command(name = "list", description = "Lists the subscriptions.", mixinStandardHelpOptions = true)
final class ListSubscriptionsCommand implements Callable<Integer> {

  @ParentCommand private EventsCommand events;

  @Override
  public Integer call() {
    return events.call();
  }
}
