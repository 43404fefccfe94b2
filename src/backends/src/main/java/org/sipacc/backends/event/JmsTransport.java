package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.DeliveryMode;
import javax.jms.Destination;
import javax.jms.JMSException;
import javax.jms.MessageProducer;
import javax.jms.Session;
import javax.jms.TextMessage;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * {@code jms:...}: each event a persistent text message, those of a batch in one transaction of the
 * session, done when the broker has committed it. It says nothing that JMS 1.1 does not know.
 */
final class JmsTransport implements EventTransport {
  private static final String EVENT_ID = "event_id";

  private final JmsSocket socket;
  private Connection connection;
  private Session session;
  private MessageProducer producer;

  private JmsTransport(JmsSocket socket) {
    this.socket = socket;
  }

  static JmsTransport parse(String rest) throws WrongSocketException {
    try {
      Class.forName("javax.jms.ConnectionFactory", false, JmsTransport.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new WrongSocketException(
          "this server has no JMS; write another socket, or add JMS to its configuration");
    }
    return new JmsTransport(JmsSocket.parse(rest));
  }

  @Override
  public String shown() {
    return socket.toString();
  }

  @Override
  public void connect() throws IOException {
    if (session != null) {
      return;
    }
    OwnClassLoader.during(
        () -> {
          ConnectionFactory factory = lookup(socket.factory(), ConnectionFactory.class);
          Destination destination = lookup(socket.destination(), Destination.class);
          try {
            connection = factory.createConnection();
            session = connection.createSession(true, Session.SESSION_TRANSACTED);
            producer = session.createProducer(destination);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
          } catch (JMSException e) {
            close();
            throw failure(e);
          }
        });
  }

  @SuppressWarnings("BanJNDI") // JmsSocket lets no name lead out of this server
  private static <T> T lookup(String name, Class<T> type) throws IOException {
    Object found;
    try {
      found = new InitialContext().lookup(name);
    } catch (NamingException e) {
      throw new IOException("there is no " + name + " in this server's JNDI: " + e, e);
    }
    if (!type.isInstance(found)) {
      throw new IOException(
          name + " is of " + found.getClass().getName() + ", not a " + type.getName());
    }
    return type.cast(found);
  }

  @Override
  public void send(List<Event> events, Receipts receipts) throws IOException {
    connect();
    try {
      for (Event event : events) {
        producer.send(message(event));
      }
      session.commit();
    } catch (JMSException e) {
      close();
      throw failure(e);
    }
    receipts.sent(events.size());
  }

  private TextMessage message(Event event) throws JMSException {
    TextMessage message = session.createTextMessage(new String(event.notification(), UTF_8));
    message.setJMSType(event.name());
    message.setJMSCorrelationID(event.callId());
    message.setStringProperty(EVENT_ID, event.id());
    return message;
  }

  private static IOException failure(JMSException e) {
    return new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
  }

  @Override
  public void close() {
    if (connection != null) {
      Closing.quietly(connection);
    }
    connection = null;
    session = null;
    producer = null;
  }
}
