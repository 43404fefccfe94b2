package org.sipacc.backends.radius;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where accounting goes and how patiently.
 *
 * @param servers in the order in which they are tried; at least one
 * @param timeout how long a packet waits for its answer before it is sent again
 * @param retries how often it is sent again before the server counts as dead
 * @param deadTime how long a dead server is tried after the others only; 0 for not at all
 * @param bindAddress the local address; empty for the one that leads to the server
 * @param dictionary the operator's dictionary, read above the shipped one
 */
record RadiusConfiguration(
    List<Server> servers,
    Duration timeout,
    int retries,
    Duration deadTime,
    Optional<String> bindAddress,
    Optional<Path> dictionary) {
  RadiusConfiguration {
    servers = List.copyOf(servers);
  }

  /** An accounting server. */
  record Server(String host, int port, RadiusSecret secret) {
    /** Host and port, as messages name it. */
    String name() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
