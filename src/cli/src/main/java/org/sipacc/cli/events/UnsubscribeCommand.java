package org.sipacc.cli.events;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc events unsubscribe}. */
@Command(
    name = "unsubscribe",
    description = "Ends a subscription.",
    mixinStandardHelpOptions = true)
final class UnsubscribeCommand implements Callable<Integer> {

  @ParentCommand private EventsCommand events;

  @Parameters(paramLabel = "ID", description = "Its id in the list.")
  private String id;

  @Override
  public Integer call() {
    JsonObject ended = EventSubscribing.unsubscribe(events.client(), id);
    events
        .out()
        .print((events.json() ? JsonText.line(ended) : "subscription " + id + " has ended") + "\n");
    return 0;
  }
}
