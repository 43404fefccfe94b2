package org.sipacc.cli.events;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;

/** Makes a subscription and ends it. */
public final class EventSubscribing {

  private EventSubscribing() {}

  /**
   * Subscribes a socket to an event; the answer is the subscription.
   *
   * @param expire seconds; empty for the server's default
   */
  public static JsonObject subscribe(
      ManagementClient client, String event, String socket, Optional<Integer> expire) {
    JsonObjectBuilder asked = Json.createObjectBuilder().add("event", event).add("socket", socket);
    expire.ifPresent(seconds -> asked.add("expire", seconds));
    return client.post(ApiPath.of("subscriptions"), asked.build());
  }

  /** Ends a subscription. */
  public static JsonObject unsubscribe(ManagementClient client, String id) {
    return client.delete(ApiPath.of("subscriptions", id));
  }
}
