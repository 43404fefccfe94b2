package org.sipacc.backends.event;

import java.util.Locale;
import java.util.Optional;

/**
 * Makes the transport that a socket names. Nothing is connected by it.
 *
 * @param source what the events say they come from
 * @param webhookSecret signs what is posted to webhooks
 */
record EventTransports(String source, Optional<String> webhookSecret) {
  private static final int MAX_LENGTH = 2_000;

  EventTransport of(String socket) throws WrongSocketException {
    int colon = socket.indexOf(':');
    if (colon < 0 || socket.length() > MAX_LENGTH || socket.matches("(?s).*[\\s\\p{Cntrl}].*")) {
      throw unknown();
    }
    String rest = socket.substring(colon + 1);
    return switch (socket.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "udp" -> UdpTransport.parse(rest);
      case "unix" -> UnixTransport.parse(rest);
      case "tcp" -> TcpTransport.parse(rest);
      case "http", "https" -> WebhookTransport.parse(socket, source, webhookSecret);
      case "rabbitmq" -> RabbitTransport.parse(rest);
      case "kafka" -> KafkaTransport.parse(rest);
      case "jms" -> JmsTransport.parse(rest);
      default -> throw unknown();
    };
  }

  private static WrongSocketException unknown() {
    return new WrongSocketException(
        "that is no socket for events; write udp:host:port, unix:/path, tcp:host:port[/method],"
            + " rabbitmq:[user[:password]@]host[:port]/[params?]routing_key,"
            + " kafka:host:port/topic, jms:factory,topic, http://... or https://...");
  }
}
