package org.sipacc.backends.event;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code rabbitmq:[user[:password]@]host[:port]/[params?]routing_key}, the parameters separated by
 * semicolons: {@code exchange=NAME}, {@code tls}, {@code persistent}.
 *
 * @param exchange "" for the default one, whose routing key is a queue's name
 */
record RabbitSocket(
    String user,
    String password,
    HostPort broker,
    String exchange,
    boolean tls,
    String routingKey) {
  private static final int PORT = 5672;
  private static final int TLS_PORT = 5671;
  private static final String GUEST = "guest";
  private static final String SAMPLE = "rabbitmq:user:password@127.0.0.1:5672/exchange=calls?cdr";

  static RabbitSocket parse(String rest) throws WrongSocketException {
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw wrong("that has no / before the routing key");
    }
    String path = rest.substring(slash + 1);
    int mark = path.indexOf('?');
    String routingKey = path.substring(mark + 1);
    if (routingKey.isEmpty()) {
      throw wrong("that has no routing key");
    }
    String exchange = "";
    boolean tls = false;
    for (String parameter : parameters(mark < 0 ? "" : path.substring(0, mark))) {
      if (parameter.startsWith("exchange=")) {
        exchange = parameter.substring("exchange=".length());
      } else if (parameter.equals("tls")) {
        tls = true;
      } else if (parameter.toLowerCase(Locale.ROOT).startsWith("tls_domain")) {
        throw wrong("there are no TLS domains here; write tls");
      } else if (!parameter.equals("persistent")) {
        throw wrong("there is no parameter " + parameter);
      }
    }
    String authority = rest.substring(0, slash);
    int at = authority.lastIndexOf('@');
    String[] login = at < 0 ? new String[] {GUEST} : authority.substring(0, at).split(":", 2);
    HostPort broker = HostPort.parse(authority.substring(at + 1), tls ? TLS_PORT : PORT, SAMPLE);
    return new RabbitSocket(
        login[0], login.length > 1 ? login[1] : GUEST, broker, exchange, tls, routingKey);
  }

  private static Set<String> parameters(String text) {
    Set<String> parameters = new TreeSet<>();
    for (String parameter : text.split(";")) {
      if (!parameter.isBlank()) {
        parameters.add(parameter.strip());
      }
    }
    return parameters;
  }

  private static WrongSocketException wrong(String what) {
    return new WrongSocketException(what + "; write a RabbitMQ socket as in " + SAMPLE);
  }

  /** Without the password. */
  @Override
  public String toString() {
    String parameters = (exchange.isEmpty() ? "" : "exchange=" + exchange) + (tls ? ";tls" : "");
    return "rabbitmq:"
        + user
        + "@"
        + broker
        + "/"
        + (parameters.isEmpty() ? "" : parameters.replaceFirst("^;", "") + "?")
        + routingKey;
  }
}
