package org.sipacc.backends.testing;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Debian's RabbitMQ, with a node, a directory and a port mapper of its own. */
public final class RabbitBroker implements AutoCloseable {
  private static final String USER = "rabbitmq";

  private final Path directory = TestProcess.directory(USER);
  private final int port = TestProcess.freePort();
  private final int mapperPort = TestProcess.freePort();
  private final Map<String, String> environment = environment();
  private final TestProcess mapper;
  private Optional<TestProcess> node = Optional.empty();

  /** Starts it, and waits until it takes connections. */
  public RabbitBroker() {
    try {
      Files.writeString(directory.resolve("plugins"), "[].");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mapper =
        TestProcess.start(
                Optional.of(USER),
                List.of("epmd", "-port", Integer.toString(mapperPort), "-address", "127.0.0.1"),
                Map.of(),
                directory.resolve("epmd.log"))
            .awaitUp(() -> TestProcess.listens(mapperPort));
    start();
  }

  private Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put("HOME", directory.toString());
    all.put("RABBITMQ_NODENAME", "sipacc" + port + "@localhost");
    all.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
    all.put("RABBITMQ_NODE_PORT", Integer.toString(port));
    all.put("RABBITMQ_DIST_PORT", Integer.toString(TestProcess.freePort()));
    all.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    all.put("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString());
    all.put("RABBITMQ_LOG_BASE", directory.toString());
    all.put("RABBITMQ_LOGS", "-");
    all.put("RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("plugins").toString());
    all.put("RABBITMQ_CONFIG_FILE", directory.resolve("none").toString());
    all.put("RABBITMQ_CONF_ENV_FILE", directory.resolve("none").toString());
    all.put("ERL_EPMD_PORT", Integer.toString(mapperPort));
    all.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    return all;
  }

  /** Starts it again with what it had. */
  public void start() {
    node =
        Optional.of(
            TestProcess.start(
                    Optional.of(USER),
                    List.of("/usr/lib/rabbitmq/bin/rabbitmq-server"),
                    environment,
                    directory.resolve("server.log"))
                .awaitUp(this::accepts));
  }

  /** Ends it; what is persistent stays. */
  public void stop() {
    node.ifPresent(TestProcess::stop);
    node = Optional.empty();
  }

  /** Ends it by SIGKILL; what it had confirmed stays. */
  public void kill() {
    node.ifPresent(TestProcess::kill);
    node = Optional.empty();
  }

  public int port() {
    return port;
  }

  /** Declares a durable queue. */
  public void declare(String queue) {
    with(channel -> channel.queueDeclare(queue, true, false, false, Map.of()));
  }

  /** Declares a durable queue that takes what an exchange of type topic gets under a key. */
  public void bind(String queue, String exchange, String key) {
    declare(queue);
    with(
        channel -> {
          channel.exchangeDeclare(exchange, "topic", true);
          return channel.queueBind(queue, exchange, key);
        });
  }

  /** Takes all messages out of a queue. */
  public List<GetResponse> take(String queue) {
    List<GetResponse> taken = new ArrayList<>();
    with(
        channel -> {
          GetResponse next = channel.basicGet(queue, true);
          while (next != null) {
            taken.add(next);
            next = channel.basicGet(queue, true);
          }
          return taken;
        });
    return taken;
  }

  /** What is done on a channel. */
  private interface Work {
    Object on(Channel channel) throws IOException;
  }

  private void with(Work work) {
    try (Connection connection = factory().newConnection("test");
        Channel channel = connection.createChannel()) {
      work.on(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean accepts() {
    try (Connection connection = factory().newConnection("test")) {
      return connection.isOpen();
    } catch (IOException | TimeoutException e) {
      return false;
    }
  }

  private ConnectionFactory factory() {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    return factory;
  }

  @Override
  public void close() {
    stop();
    mapper.stop();
    TestProcess.delete(directory);
  }
}
