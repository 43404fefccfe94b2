package org.sipacc.backends.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A Kafka broker of one node without ZooKeeper, in a process of its own. */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Path directory = directory();
  private final Path properties = directory.resolve("server.properties");
  private final int port = TestProcess.freePort();
  private Optional<TestProcess> process = Optional.empty();

  /** Starts it, and waits until it takes records. */
  public KafkaBroker() {
    int controller = TestProcess.freePort();
    try {
      Files.writeString(
          properties,
          """
          process.roles=broker,controller
          node.id=1
          controller.quorum.voters=1@127.0.0.1:%2$d
          listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
          advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
          controller.listener.names=CONTROLLER
          listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
          log.dirs=%3$s
          auto.create.topics.enable=false
          offsets.topic.replication.factor=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          message.max.bytes=200000
          """
              .formatted(port, controller, directory.resolve("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    java(
            "format.log",
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            properties.toString())
        .awaitDone();
    start();
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("sipacc-kafka");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestProcess java(String log, String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    return TestProcess.start(Optional.empty(), command, Map.of(), directory.resolve(log));
  }

  /** Starts it again with what it had. */
  public void start() {
    process =
        Optional.of(
            java("server.log", "kafka.Kafka", properties.toString()).awaitUp(this::accepts));
  }

  /** Ends it; what it has stays. */
  public void stop() {
    process.ifPresent(TestProcess::stop);
    process = Optional.empty();
  }

  public int port() {
    return port;
  }

  /** Makes a topic of one partition. */
  public void create(String topic) {
    try (Admin admin = Admin.create(settings())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All records of a topic. */
  public List<ConsumerRecord<String, String>> records(String topic) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private boolean accepts() {
    if (!TestProcess.listens(port)) {
      return false;
    }
    try (Admin admin = Admin.create(settings())) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers", "127.0.0.1:" + port,
        "request.timeout.ms", 10_000,
        "default.api.timeout.ms", 10_000);
  }

  @Override
  public void close() {
    stop();
    TestProcess.delete(directory);
  }
}
