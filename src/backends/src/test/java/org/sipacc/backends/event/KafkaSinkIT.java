package org.sipacc.backends.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Field;
import org.sipacc.backends.testing.KafkaBroker;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

class KafkaSinkIT extends EventSinkContract {
  private static KafkaBroker broker;

  @BeforeAll
  static void start() {
    broker = new KafkaBroker();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  Receiver receiver(Path directory) {
    return new TopicReceiver();
  }

  @Test
  void theCallIdIsTheKeyAndTheEventsIdAHeader(@TempDir Path directory) throws Exception {
    String topic = topic();
    try (EventSink sink = sink(topic + "?key=callid&g.linger.ms=5", directory)) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), List.of(entry(1)));
    }

    ConsumerRecord<String, String> record = broker.records(topic).get(0);

    assertThat(record.key()).isEqualTo("call-1");
    assertThat(record.value()).startsWith("{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_CDR\"");
    assertThat(new String(record.headers().lastHeader("id").value(), StandardCharsets.UTF_8))
        .isEqualTo(entry(1).id().toString());
  }

  @Test
  void aRecordThatIsTooLargeForTheBrokerIsRefusedAndTheOthersComeOnce(@TempDir Path directory)
      throws Exception {
    String topic = topic();
    try (EventSink sink = sink(topic, directory)) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      List<JournalEntry> batch = List.of(entry(1), large(2), entry(3));
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(3), batch))
          .isInstanceOfSatisfying(
              RecordsRefusedException.class,
              refused ->
                  assertThat(refused.refusals())
                      .extracting(Refusal::entry)
                      .containsExactly(entry(2).id()));
      assertThat(sink.errors()).isEqualTo(1);
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(3), List.of(entry(3)));
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(3));
    }
    assertThat(Receiver.callIds(broker.records(topic).stream().map(ConsumerRecord::value).toList()))
        .containsExactly("call-1", "call-3");
  }

  private static EventSink sink(String topicAndProperties, Path directory)
      throws WrongSocketException {
    return new EventSink(
        "evi-own",
        EventName.E_ACC_CDR,
        KafkaTransport.parse("127.0.0.1:" + broker.port() + "/" + topicAndProperties),
        directory);
  }

  private static JournalEntry large(long number) {
    RecordEntry entry = (RecordEntry) entry(number);
    AccountingRecord record = entry.record();
    return new RecordEntry(
        entry.position(),
        entry.id(),
        new AccountingRecord(
            record.kind(),
            record.backend(),
            record.table(),
            record.columns(),
            Optional.empty(),
            record.policyVersion(),
            record.core(),
            record.timing(),
            List.of(new Field("note", "x".repeat(300_000))),
            List.of()));
  }

  private static String topic() {
    String topic = "t-" + UUID.randomUUID();
    broker.create(topic);
    return topic;
  }

  private static JournalEntry entry(long number) {
    return SampleEntries.entry(Backend.EVI, number);
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }

  /** A topic of its own; the broker is stopped when it is shut, and keeps the topic. */
  private static final class TopicReceiver implements Receiver {
    private final String topic = topic();
    private boolean stopped;

    @Override
    public String socket() {
      return "kafka:127.0.0.1:" + broker.port() + "/" + topic;
    }

    @Override
    public void open() {
      if (stopped) {
        broker.start();
        stopped = false;
      }
    }

    @Override
    public List<String> received() {
      return broker.records(topic).stream().map(ConsumerRecord::value).toList();
    }

    @Override
    public void shut() {
      broker.stop();
      stopped = true;
    }

    @Override
    public void close() {
      open();
    }
  }
}
