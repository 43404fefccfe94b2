package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code subscribers_list}: of all events, of one, or of one event and socket. */
@Command(
    name = "subscribers_list",
    aliases = "evi:subscribers_list",
    description = "Lists who has subscribed to events.",
    mixinStandardHelpOptions = true)
final class ListSubscribersCommand extends MiOperation {

  @Parameters(index = "0", arity = "0..1", paramLabel = "EVENT", description = "An event.")
  private Optional<String> event = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SOCKET",
      description = "One of its sockets.")
  private Optional<String> socket = Optional.empty();

  @Override
  JsonValue answer(ManagementClient client) {
    List<JsonObject> all = Reply.objects(client.get(ApiPath.of("subscriptions")), "subscriptions");
    Optional<String> asked = argument("event", event);
    if (asked.isPresent()) {
      return Json.createObjectBuilder().add("Event", one(asked.get(), all)).build();
    }
    JsonArrayBuilder events = Json.createArrayBuilder();
    ListEventsCommand.EVENTS.stream()
        .filter(name -> !of(name, all).isEmpty())
        .forEach(name -> events.add(head(name).add("Subscribers", array(of(name, all)))));
    return Json.createObjectBuilder().add("Events", events).build();
  }

  private JsonObjectBuilder one(String name, List<JsonObject> all) {
    if (!ListEventsCommand.EVENTS.contains(name)) {
      throw new CommandFailedException("404 Event not published: " + name);
    }
    Optional<String> wanted = argument("socket", socket);
    if (wanted.isEmpty()) {
      return head(name).add("Subscribers", array(of(name, all)));
    }
    JsonObject found =
        of(name, all).stream()
            .filter(subscription -> Reply.text(subscription, "socket").equals(wanted.get()))
            .findFirst()
            .orElseThrow(
                () -> new CommandFailedException("404 Subscriber does not exist: " + wanted.get()));
    return head(name).add("Subscriber", subscriber(found));
  }

  private static List<JsonObject> of(String name, List<JsonObject> all) {
    return all.stream()
        .filter(subscription -> Reply.text(subscription, "event").equals(name))
        .toList();
  }

  private static JsonObjectBuilder head(String name) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("id", ListEventsCommand.EVENTS.indexOf(name));
  }

  private static JsonArrayBuilder array(List<JsonObject> subscriptions) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    subscriptions.forEach(subscription -> array.add(subscriber(subscription)));
    return array;
  }

  /** The seconds that are left, where OpenSIPS tells those that were asked for. */
  private static JsonObjectBuilder subscriber(JsonObject subscription) {
    String expires = Reply.text(subscription, "expires");
    return Json.createObjectBuilder()
        .add("socket", Reply.text(subscription, "socket"))
        .add(
            "expire",
            expires.isEmpty()
                ? Json.createValue("never")
                : Json.createValue(
                    Math.max(
                        0, Duration.between(Instant.now(), Instant.parse(expires)).toSeconds())));
  }
}
