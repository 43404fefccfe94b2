package org.sipacc.cli.mi;

import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
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
    OptionalInt seconds = seconds();
    int asked = seconds.isPresent() && seconds.getAsInt() > 0 ? seconds.getAsInt() : 1;
    String id =
        Reply.text(
            EventSubscribing.subscribe(
                client,
                argument("event", event),
                argument("socket", socket),
                seconds.isPresent() ? OptionalInt.of(asked) : seconds),
            "id");
    if (seconds.isPresent() && seconds.getAsInt() == 0) {
      EventSubscribing.unsubscribe(client, id);
    }
    return OK;
  }

  private OptionalInt seconds() {
    Optional<String> text = argument("expire", expire);
    try {
      OptionalInt seconds =
          text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.get()));
      if (seconds.orElse(0) >= 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw new CommandFailedException("expire must be seconds, found " + text.get(), e);
    }
    throw new CommandFailedException("Negative expire value");
  }
}
