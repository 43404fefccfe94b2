package org.sipacc.backends.event;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/**
 * {@code rabbitmq:...}: AMQP 0-9-1, each event a persistent message, done when the broker confirms
 * it. Queue and exchange are the subscriber's to declare. On the default exchange the routing key
 * is a queue's name, so a message without a queue is an error and sent again; on another exchange
 * it means that nobody listens.
 */
final class RabbitTransport implements EventTransport {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int HEARTBEAT_SECONDS = 20;
  private static final int PERSISTENT = 2;

  private final RabbitSocket socket;
  private final AtomicReference<String> returned = new AtomicReference<>("");
  private Connection connection;
  private Channel channel;

  private RabbitTransport(RabbitSocket socket) {
    this.socket = socket;
  }

  static RabbitTransport parse(String rest) throws WrongSocketException {
    return new RabbitTransport(RabbitSocket.parse(rest));
  }

  @Override
  public String shown() {
    return socket.toString();
  }

  @Override
  public void connect() throws IOException {
    if (channel != null && !channel.isOpen()) {
      close();
    }
    if (channel == null) {
      try {
        connection = factory().newConnection("sipacc events");
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.addReturnListener(reply -> returned.set(reply.getReplyText()));
      } catch (IOException | TimeoutException | ShutdownSignalException e) {
        close();
        throw failure(e);
      }
    }
  }

  private ConnectionFactory factory() throws IOException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(socket.broker().host());
    factory.setPort(socket.broker().port());
    factory.setUsername(socket.user());
    factory.setPassword(socket.password());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setConnectionTimeout(PATIENCE_MILLIS);
    factory.setHandshakeTimeout(PATIENCE_MILLIS);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setThreadFactory(RabbitTransport::daemon);
    if (socket.tls()) {
      try {
        factory.useSslProtocol(SSLContext.getDefault());
      } catch (GeneralSecurityException e) {
        throw new IOException("TLS cannot be used: " + e.getMessage(), e);
      }
      factory.enableHostnameVerification();
    }
    return factory;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sipacc-events-amqp");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void send(List<Event> events, Receipts receipts) throws IOException, InterruptedException {
    connect();
    returned.set("");
    boolean toQueue = socket.exchange().isEmpty();
    try {
      for (Event event : events) {
        channel.basicPublish(
            socket.exchange(),
            socket.routingKey(),
            toQueue,
            properties(event),
            event.notification());
      }
      channel.waitForConfirmsOrDie(PATIENCE_MILLIS);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      close();
      throw failure(e);
    }
    if (!returned.get().isEmpty()) {
      throw new IOException(
          "there is no queue " + socket.routingKey() + " (" + returned.get() + ")");
    }
    receipts.sent(events.size());
  }

  private static BasicProperties properties(Event event) {
    return new BasicProperties.Builder()
        .contentType("application/json")
        .contentEncoding("UTF-8")
        .deliveryMode(PERSISTENT)
        .messageId(event.id())
        .timestamp(Date.from(event.time()))
        .type(event.name())
        .build();
  }

  private static IOException failure(Exception e) {
    Throwable cause = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
    String message =
        e instanceof TimeoutException
            ? "no answer within " + PATIENCE_MILLIS / 1000 + " s"
            : e instanceof AlreadyClosedException
                ? "the connection is closed: " + cause.getMessage()
                : cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new IOException(message, e);
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.abort(1000);
    }
    connection = null;
    channel = null;
  }
}
