package org.sipacc.cli.mi;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.events.EventSubscribing;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code event_subscribe}; with 0 seconds the subscription ends. */
@Command(
    name = "event_subscribe",
    aliases = "evi:subscribe",
    description = "Subscribes a socket to an event.",
    mixinStandardHelpOptions = true)
final class SubscribeEventCommand extends MiOperation {

  @Parameters(index = "0", paramLabel = "EVENT", description = "The event, as in E_ACC_CDR.")
  private String event;

  @Parameters(index = "1", paramLabel = "SOCKET", description = "Where the events go.")
  private String socket;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "EXPIRE",
      description = "Seconds; 3600 without it.")
  private Optional<String> expire = Optional.empty();

  @Override
  JsonValue answer(ManagementClient client) {
    Optional<Integer> seconds = argument("expire", expire).map(SubscribeEventCommand::seconds);
    boolean ends = seconds.filter(number -> number == 0).isPresent();
    JsonObject subscription =
        EventSubscribing.subscribe(
            client,
            argument("event", event),
            argument("socket", socket),
            ends ? Optional.of(1) : seconds);
    if (ends) {
      EventSubscribing.unsubscribe(client, Reply.text(subscription, "id"));
    }
    return OK;
  }

  private static int seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw new CommandFailedException("expire must be seconds, found " + text, e);
    }
    throw new CommandFailedException("Negative expire value");
  }
}
