package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.backends.testing.RabbitBroker;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

class RabbitSinkIT extends EventSinkContract {
  private static RabbitBroker broker;

  @BeforeAll
  static void start() {
    broker = new RabbitBroker();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  Receiver receiver(Path directory) {
    return new QueueReceiver();
  }

  @Test
  void aMessageIsPersistentAndTellsItsIdAndItsType(@TempDir Path directory) throws Exception {
    broker.bind("bound", "calls", "cdr");
    try (EventSink sink = sink("rabbitmq:127.0.0.1:%d/exchange=calls;persistent?cdr", directory)) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), List.of(entry(1)));
    }

    List<GetResponse> taken = broker.take("bound");

    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).getProps().getDeliveryMode()).isEqualTo(2);
    assertThat(taken.get(0).getProps().getContentType()).isEqualTo("application/json");
    assertThat(taken.get(0).getProps().getMessageId()).isEqualTo(entry(1).id().toString());
    assertThat(taken.get(0).getProps().getType()).isEqualTo("E_ACC_CDR");
    assertThat(new String(taken.get(0).getBody(), UTF_8))
        .startsWith("{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_CDR\"");
  }

  @Test
  void aQueueThatIsNotThereYetLosesNothing(@TempDir Path directory) throws Exception {
    String queue = "later-" + UUID.randomUUID();
    try (EventSink sink = sink("rabbitmq:guest:guest@127.0.0.1:%d/" + queue, directory)) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(1), List.of(entry(1))))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("there is no queue " + queue);
      assertThat(sink.errors()).isEqualTo(1);

      broker.declare(queue);
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), List.of(entry(1)));
    }
    assertThat(broker.take(queue)).hasSize(1);
  }

  @Test
  void aWrongPasswordIsToldWithoutThePassword(@TempDir Path directory) throws Exception {
    try (EventSink sink = sink("rabbitmq:guest:s3cret@127.0.0.1:%d/q", directory)) {
      assertThatThrownBy(() -> sink.position(JOURNAL, place(0)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("ACCESS_REFUSED")
          .hasMessageNotContaining("s3cret");
      assertThat(sink.socket()).doesNotContain("s3cret");
    }
  }

  private static EventSink sink(String socket, Path directory) throws WrongSocketException {
    return new EventSink(
        "evi-own",
        EventName.E_ACC_CDR,
        RabbitTransport.parse(socket.formatted(broker.port()).substring("rabbitmq:".length())),
        directory);
  }

  private static JournalEntry entry(long number) {
    return SampleEntries.entry(Backend.EVI, number);
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }

  /** A queue of its own; the broker is stopped when it is shut, and keeps the queue. */
  private static final class QueueReceiver implements Receiver {
    private final String queue = "q-" + UUID.randomUUID();
    private final List<String> received = new ArrayList<>();
    private boolean stopped;

    @Override
    public String socket() {
      return "rabbitmq:127.0.0.1:" + broker.port() + "/" + queue;
    }

    @Override
    public void open() {
      if (stopped) {
        broker.start();
        stopped = false;
      }
      broker.declare(queue);
    }

    @Override
    public List<String> received() {
      broker.take(queue).forEach(message -> received.add(new String(message.getBody(), UTF_8)));
      return received;
    }

    @Override
    public void shut() {
      broker.stop();
      stopped = true;
    }

    @Override
    public void close() {
      if (stopped) {
        broker.start();
      }
    }
  }
}
