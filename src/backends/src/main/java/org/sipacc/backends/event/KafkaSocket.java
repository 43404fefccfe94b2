package org.sipacc.backends.event;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * {@code kafka:host:port[,host:port]/topic[?g.name=value&t.name=value&key=callid]}. The properties
 * are those of Kafka's Java producer; {@code g.} and {@code t.} mean the same here.
 *
 * @param keyed whether the Call-ID is the records' key
 */
record KafkaSocket(String brokers, String topic, Map<String, String> properties, boolean keyed) {
  private static final int PORT = 9092;
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String SAMPLE = "kafka:127.0.0.1:9092/cdrs?g.linger.ms=100&key=callid";

  /** What acknowledged delivery rests on. */
  private static final Set<String> FIXED =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  static KafkaSocket parse(String rest) throws WrongSocketException {
    int slash = rest.indexOf('/');
    int mark = rest.indexOf('?', Math.max(slash, 0));
    String topic = slash < 0 ? "" : rest.substring(slash + 1, mark < 0 ? rest.length() : mark);
    if (!TOPIC.matcher(topic).matches()) {
      throw wrong("\"" + topic + "\" is no topic");
    }
    StringBuilder brokers = new StringBuilder();
    for (String broker : rest.substring(0, slash).split(",")) {
      brokers.append(brokers.isEmpty() ? "" : ",").append(HostPort.parse(broker, PORT, SAMPLE));
    }
    Map<String, String> properties = new TreeMap<>();
    boolean keyed = false;
    for (String item : mark < 0 ? new String[0] : rest.substring(mark + 1).split("&")) {
      if (item.equals("key=callid")) {
        keyed = true;
      } else {
        property(item, properties);
      }
    }
    return new KafkaSocket(brokers.toString(), topic, Map.copyOf(properties), keyed);
  }

  private static void property(String item, Map<String, String> properties)
      throws WrongSocketException {
    int equals = item.indexOf('=');
    if (equals < 0 || !(item.startsWith("g.") || item.startsWith("t."))) {
      throw wrong("\"" + item.replaceFirst("=.*", "=...") + "\" is no property");
    }
    String name = item.substring(2, equals);
    if (FIXED.contains(name)) {
      throw wrong("the property " + name + " is not free: events are acknowledged by all replicas");
    }
    if (!OwnClassLoader.call(ProducerConfig::configNames).contains(name)) {
      throw wrong(
          "Kafka's Java producer has no property " + name + " (librdkafka's names may differ)");
    }
    properties.put(name, item.substring(equals + 1));
  }

  private static WrongSocketException wrong(String what) {
    return new WrongSocketException(what + "; write a Kafka socket as in " + SAMPLE);
  }

  /** Without the properties' values, in which passwords are. */
  @Override
  public String toString() {
    return "kafka:" + brokers + "/" + topic + (keyed ? "?key=callid" : "");
  }
}
