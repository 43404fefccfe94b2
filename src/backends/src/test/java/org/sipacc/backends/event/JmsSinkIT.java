package org.sipacc.backends.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.TextMessage;
import javax.naming.Context;
import org.apache.activemq.jndi.ActiveMQInitialContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.backends.testing.JmsBroker;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** Against a real broker, whose client's JNDI stands for the container's. */
class JmsSinkIT extends EventSinkContract {
  private static JmsBroker broker;

  @BeforeAll
  static void start() {
    broker = new JmsBroker();
    System.setProperty(
        Context.INITIAL_CONTEXT_FACTORY, ActiveMQInitialContextFactory.class.getName());
    System.setProperty(Context.PROVIDER_URL, broker.url());
  }

  @AfterAll
  static void stop() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    System.clearProperty(Context.PROVIDER_URL);
    broker.close();
  }

  @Override
  Receiver receiver(Path directory) {
    return new TopicReceiver();
  }

  @Test
  void aMessageIsPersistentAndTellsEventTypeAndCall(@TempDir Path directory) throws Exception {
    JmsBroker.Subscriber subscriber = broker.subscribe("told", "told");
    try (EventSink sink = sink("ConnectionFactory,dynamicTopics/told", directory)) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), List.of(entry(1)));
    }

    List<Message> taken = subscriber.take();

    assertThat(taken).hasSize(1);
    TextMessage message = (TextMessage) taken.get(0);
    assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(message.getJMSType()).isEqualTo("E_ACC_CDR");
    assertThat(message.getJMSCorrelationID()).isEqualTo("call-1");
    assertThat(message.getStringProperty("event_id")).isEqualTo(entry(1).id().toString());
    assertThat(message.getJMSMessageID()).startsWith("ID:");
    assertThat(message.getText()).startsWith("{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_CDR\"");
  }

  @Test
  void aNameThatIsNotThereOrIsSomethingElseIsAnOutageThatSaysSo(@TempDir Path directory)
      throws Exception {
    try (EventSink sink = sink("nothing,dynamicTopics/told", directory)) {
      assertThatThrownBy(() -> sink.position(JOURNAL, place(0)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("there is no nothing in this server's JNDI");
    }
    try (EventSink sink = sink("dynamicTopics/told,dynamicTopics/told", directory)) {
      assertThatThrownBy(() -> sink.position(JOURNAL, place(0)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("not a javax.jms.ConnectionFactory");
    }
  }

  private static EventSink sink(String names, Path directory) throws WrongSocketException {
    return new EventSink("evi-own", EventName.E_ACC_CDR, JmsTransport.parse(names), directory);
  }

  private static JournalEntry entry(long number) {
    return SampleEntries.entry(Backend.EVI, number);
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }

  /** A topic with a durable subscriber; the broker is stopped when it is shut. */
  private static final class TopicReceiver implements Receiver {
    private final String topic = "t-" + UUID.randomUUID();
    private final JmsBroker.Subscriber subscriber = broker.subscribe(topic, topic);
    private boolean stopped;

    @Override
    public String socket() {
      return "jms:ConnectionFactory,dynamicTopics/" + topic;
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
      return subscriber.take().stream().map(TopicReceiver::text).toList();
    }

    private static String text(Message message) {
      try {
        return ((TextMessage) message).getText();
      } catch (JMSException e) {
        throw new IllegalStateException(e);
      }
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
