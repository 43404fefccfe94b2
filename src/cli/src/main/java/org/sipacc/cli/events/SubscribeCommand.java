package org.sipacc.cli.events;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc events subscribe}. */
@Command(
    name = "subscribe",
    description = "Subscribes a socket to an event, or renews its subscription.",
    mixinStandardHelpOptions = true)
final class SubscribeCommand implements Callable<Integer> {

  @ParentCommand private EventsCommand events;

  @Parameters(
      index = "0",
      paramLabel = "EVENT",
      description = "E_ACC_CDR, E_ACC_EVENT, E_ACC_MISSED_EVENT or E_ACC_INTERIM.")
  private String event;

  @Parameters(
      index = "1",
      paramLabel = "SOCKET",
      description = "Where the events go, as in udp:127.0.0.1:8888.")
  private String socket;

  @Option(names = "--expire", paramLabel = "SECONDS", description = "How long; 3600 s without it.")
  private Optional<Integer> expire = Optional.empty();

  @Override
  public Integer call() {
    JsonObject made = EventSubscribing.subscribe(events.client(), event, socket, expire);
    events
        .out()
        .print(
            (events.json()
                    ? JsonText.line(made)
                    : "subscription "
                        + Reply.text(made, "id")
                        + " of "
                        + Reply.text(made, "socket")
                        + " to "
                        + Reply.text(made, "event")
                        + (made.getBoolean("configured", false)
                            ? " stands in the configuration and never expires"
                            : " expires at " + EventsCommand.expires(made) + " UTC"))
                + "\n");
    return 0;
  }
}
