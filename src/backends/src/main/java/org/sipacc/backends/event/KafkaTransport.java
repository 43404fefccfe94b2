package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * {@code kafka:...}: an event a record, done when all in-sync replicas have it. The producer is
 * idempotent; after a failure that is not only the network's a new one is made.
 */
final class KafkaTransport implements EventTransport {
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG, "sipacc",
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000,
          ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "",
          ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);

  private final KafkaSocket socket;
  private KafkaProducer<byte[], byte[]> producer;

  private KafkaTransport(KafkaSocket socket) {
    this.socket = socket;
  }

  static KafkaTransport parse(String rest) throws WrongSocketException {
    return new KafkaTransport(KafkaSocket.parse(rest));
  }

  @Override
  public String shown() {
    return socket.toString();
  }

  @Override
  public void connect() throws IOException {
    try {
      if (producer == null) {
        producer = OwnClassLoader.call(this::open);
      }
      if (producer.partitionsFor(socket.topic()).isEmpty()) {
        throw new IOException("there is no topic " + socket.topic());
      }
    } catch (RetriableException e) {
      throw failure(e);
    } catch (KafkaException e) {
      close();
      throw failure(e);
    }
  }

  private KafkaProducer<byte[], byte[]> open() {
    return new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(DEFAULTS);
    settings.putAll(socket.properties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, socket.brokers());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return settings;
  }

  @Override
  public void send(List<Event> events, Receipts receipts) throws IOException, InterruptedException {
    if (producer == null) {
      connect();
    }
    try {
      List<Future<?>> answers = new ArrayList<>();
      for (Event event : events) {
        answers.add(producer.send(record(event)));
      }
      producer.flush();
      for (int i = 0; i < events.size(); i++) {
        await(answers.get(i), events.get(i), receipts);
        receipts.sent(i + 1);
      }
    } catch (KafkaException e) {
      close();
      throw failure(e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private ProducerRecord<byte[], byte[]> record(Event event) {
    byte[] key = socket.keyed() ? event.callId().getBytes(UTF_8) : null;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            socket.topic(), null, event.time().toEpochMilli(), key, event.notification());
    record.headers().add("id", event.id().getBytes(UTF_8));
    return record;
  }

  private static void await(Future<?> answer, Event event, Receipts receipts)
      throws IOException, InterruptedException {
    try {
      answer.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RecordTooLargeException)) {
        throw failure(e.getCause());
      }
      receipts.refused(event, "too-large", e.getCause().getMessage());
    }
  }

  private static IOException failure(Throwable e) {
    return new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSE);
      producer = null;
    }
  }
}
