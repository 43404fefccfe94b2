package org.sipacc.backends.radius;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sipacc.backends.radius.RadiusConfiguration.Server;

/**
 * Sends requests to the first server that takes them, in the order of the configuration; one that
 * failed is tried after the others for a while. What a server has answered is not sent to the next.
 *
 * <p>Used by one thread at a time.
 */
final class RadiusClient implements AutoCloseable {
  private final RadiusConfiguration configuration;
  private final Map<Server, RadiusServer> open = new HashMap<>();
  private final Map<Server, Long> deadSince = new HashMap<>();

  RadiusClient(RadiusConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Sends requests and returns when each is answered.
   *
   * @param answered called for each request that a server has taken, also before a failure
   * @throws IOException if no server has taken all of them; its message tells of each server
   */
  void send(List<AccountingRequest> requests, Consumer<AccountingRequest> answered)
      throws IOException {
    Deque<AccountingRequest> waiting = new ArrayDeque<>(requests);
    Map<String, String> failures = new LinkedHashMap<>();
    for (Server server : inOrder()) {
      try {
        new Exchange(opened(server), configuration.timeout(), configuration.retries())
            .run(waiting, answered);
        deadSince.remove(server);
        return;
      } catch (IOException e) {
        failures.put(server.name(), e.getMessage());
        dead(server);
      }
    }
    StringBuilder message = new StringBuilder("no RADIUS server takes accounting");
    failures.forEach((name, failure) -> message.append("; " + name + ": " + failure));
    throw new IOException(message.toString());
  }

  /** The living before the dead, both as configured. */
  private List<Server> inOrder() {
    List<Server> order = new ArrayList<>(configuration.servers());
    List<Server> dead = order.stream().filter(this::isDead).toList();
    order.removeAll(dead);
    order.addAll(dead);
    return order;
  }

  private boolean isDead(Server server) {
    Long since = deadSince.get(server);
    return since != null
        && Duration.ofNanos(System.nanoTime() - since).compareTo(configuration.deadTime()) < 0;
  }

  private void dead(Server server) {
    deadSince.put(server, System.nanoTime());
    RadiusServer closed = open.remove(server);
    if (closed != null) {
      closed.close();
    }
  }

  private RadiusServer opened(Server server) throws IOException {
    RadiusServer known = open.get(server);
    if (known == null) {
      known = RadiusServer.open(server, configuration.bindAddress());
      open.put(server, known);
    }
    return known;
  }

  @Override
  public void close() {
    open.values().forEach(RadiusServer::close);
    open.clear();
  }
}
