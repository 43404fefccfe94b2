package org.sipacc.backends.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.jms.Connection;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.Session;
import javax.jms.Topic;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.fusesource.hawtbuf.Buffer;
import org.slf4j.Logger;

/** An ActiveMQ broker with a store of its own, in a process of its own. */
public final class JmsBroker implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(500);

  private final Path directory = directory();
  private final int port = TestProcess.freePort();
  private Optional<TestProcess> process = Optional.empty();

  /** Starts it, and waits until it takes connections. */
  public JmsBroker() {
    start();
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("sipacc-jms");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again with what it had. */
  public void start() {
    process =
        Optional.of(
            TestProcess.start(
                    Optional.empty(),
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        url(),
                        directory.toString()),
                    Map.of(),
                    directory.resolve("broker.log"))
                .awaitUp(this::accepts));
  }

  private boolean accepts() {
    try {
      Connection connection = new ActiveMQConnectionFactory(url()).createConnection();
      connection.start();
      connection.close();
      return true;
    } catch (JMSException e) {
      return false;
    }
  }

  /** Ends it; what is persistent stays. */
  public void stop() {
    process.ifPresent(TestProcess::stop);
    process = Optional.empty();
  }

  /** Where clients connect. */
  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** The jars that a client needs. */
  public static List<Path> clientJars() {
    return Stream.of(ActiveMQConnectionFactory.class, Buffer.class, Logger.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()))
        .toList();
  }

  /** A durable subscriber to a topic: it misses nothing from its making on. */
  public Subscriber subscribe(String topic, String name) {
    Subscriber subscriber = new Subscriber(url(), topic, name);
    subscriber.take();
    return subscriber;
  }

  /** What a durable subscriber got. */
  public static final class Subscriber {
    private final String url;
    private final String topic;
    private final String name;
    private final List<Message> messages = new CopyOnWriteArrayList<>();

    private Subscriber(String url, String topic, String name) {
      this.url = url;
      this.topic = topic;
      this.name = name;
    }

    /** Fetches what waits for it, if the broker is there. */
    public List<Message> take() {
      try {
        Connection connection = new ActiveMQConnectionFactory(url).createConnection();
        try {
          connection.setClientID(name);
          connection.start();
          Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
          Topic where = session.createTopic(topic);
          MessageConsumer consumer = session.createDurableSubscriber(where, name);
          Message next = consumer.receive(QUIET.toMillis());
          while (next != null) {
            messages.add(next);
            next = consumer.receive(QUIET.toMillis());
          }
        } finally {
          connection.close();
        }
        return List.copyOf(messages);
      } catch (JMSException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The process. */
  public static final class Main {
    private Main() {}

    /**
     * @param arguments the URL to listen at, and the directory of the store
     */
    public static void main(String[] arguments) throws Exception {
      BrokerService broker = new BrokerService();
      broker.setBrokerName("localhost");
      broker.setUseJmx(false);
      broker.setPersistent(true);
      broker.setDataDirectory(arguments[1]);
      broker.getSystemUsage().getStoreUsage().setLimit(512L << 20);
      broker.getSystemUsage().getTempUsage().setLimit(64L << 20);
      broker.addConnector(arguments[0]);
      broker.start();
      broker.waitUntilStopped();
    }
  }

  @Override
  public void close() {
    stop();
    TestProcess.delete(directory);
  }
}
