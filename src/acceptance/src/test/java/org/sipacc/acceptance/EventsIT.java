package org.sipacc.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.TextMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.IncomingCall;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.EventSubscriber;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.backends.testing.JmsBroker;
import org.sipacc.backends.testing.RabbitBroker;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;

/** Events over real SIP, to subscribers of the configuration and of the command line. */
@Isolated("starts a server and a broker: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class EventsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HEAD =
      "\\{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":\\{\"method\":\"INVITE\","
          + "\"from_tag\":\"ft1\",\"to_tag\":%s,\"callid\":\"%s\",\"sip_code\":%s,"
          + "\"sip_reason\":\"%s\",\"time\":[0-9]{10},";

  private static Settings settings;
  private static SipaccServer server;
  private static EventSubscriber subscriber;
  private static JmsBroker jms;

  /** CDRs by configuration, the others by command. */
  @BeforeAll
  static void start(@TempDir Path config) throws IOException {
    subscriber = new EventSubscriber();
    jms = new JmsBroker();
    settings =
        Settings.of("events", configured(config, subscriber.address()))
            .withJavaOptions(jmsResources());
    server = SipaccServer.start(settings);
    subscribe("E_ACC_EVENT", subscriber.address());
    subscribe("E_ACC_MISSED_EVENT", subscriber.address());
  }

  private static Path configured(Path config, String socket) throws IOException {
    Path resources = Repository.testResource("events");
    Files.copy(resources.resolve("policy.yaml"), config.resolve("policy.yaml"));
    Files.writeString(
        config.resolve("sipacc.yaml"),
        Files.readString(resources.resolve("sipacc.yaml"))
            + "\nsipacc:\n  event_subscriptions: [E_ACC_CDR "
            + socket
            + "]\n");
    return config;
  }

  /** A connection factory and a topic of the container, as tomee.xml could have them too. */
  private static String jmsResources() {
    String jars =
        JmsBroker.clientJars().stream().map(Path::toString).collect(Collectors.joining(":"));
    String resource = "-D%s=new://Resource?type=javax.jms.%s&class-name=%s&classpath=" + jars;
    return String.join(
        " ",
        resource.formatted(
            "eventFactory", "ConnectionFactory", "org.apache.activemq.ActiveMQConnectionFactory"),
        "-DeventFactory.BrokerURL=" + jms.url(),
        resource.formatted("eventTopic", "Topic", "org.apache.activemq.command.ActiveMQTopic"),
        "-DeventTopic.PhysicalName=cdrs");
  }

  @AfterAll
  static void stop() {
    server.close();
    subscriber.close();
    jms.close();
  }

  @Test
  @DisplayName("E03 a CDR is one datagram, as OpenSIPS writes it")
  void e03(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow, server, "e03").rings().answered().talks().callerHangsUp();

    List<String> events = eventsOf(talk.call(), 1);

    assertThat(events)
        .singleElement()
        .asString()
        .matches(
            head("E_ACC_CDR", "\"tt1\"", talk.callId(), "\"200\"", "OK")
                + "\"account\":null,\"caller\":null,\"callee\":null,"
                + "\"duration\":[2-9],\"ms_duration\":[1-9][0-9]{3},\"setuptime\":[0-9],"
                + "\"created\":[0-9]{10}}}");
  }

  @Test
  @DisplayName("H03 an extra without value is null, after the time")
  void h03(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow, server, "h03").rings().answered().talks().callerHangsUp();

    assertThat(eventsOf(talk.call(), 1))
        .singleElement()
        .asString()
        .containsPattern("\"time\":[0-9]{10},\"account\":null,");
  }

  @Test
  @DisplayName("L03 a missed call is one event, a CDR with two legs are two")
  void l03(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Phone carol = flow.udp("carol");
    Call call =
        flow.udp("alice")
            .invite(
                server.sip(),
                "sip:l03@" + bob.address(),
                "X-Target-1: bob@" + bob.address(),
                "X-Target-2: carol@" + carol.address());
    bob.expectInvite();
    IncomingCall second = carol.expectInvite().tagged("tt2");
    new Conversation(call, second).answered().talks().callerHangsUp();

    List<String> events = eventsOf(call, 3);

    assertThat(events)
        .filteredOn(event -> event.contains("E_ACC_MISSED_EVENT"))
        .singleElement()
        .asString()
        .matches(
            head("E_ACC_MISSED_EVENT", "null", call.callId(), "\"408\"", "Request Timeout")
                + "\"account\":null,\"caller\":\"Alice\",\"callee\":\"Bob\","
                + "\"setuptime\":[0-9],\"created\":[0-9]{10}}}");
    assertThat(events)
        .filteredOn(event -> event.contains("E_ACC_CDR"))
        .satisfiesExactlyInAnyOrder(
            event -> assertThat(event).contains("\"caller\":\"Alice\",\"callee\":\"Bob\""),
            event -> assertThat(event).contains("\"caller\":\"Bob\",\"callee\":\"Charlie\""));
  }

  @Test
  @DisplayName("M08 acc_evi_request: an event below 300, else and without a code a missed one")
  void m08(SipFlow flow) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:m08@127.0.0.1");
    call.expect(480);

    List<String> events = eventsOf(call, 3);

    String fields = "\"account\":null,\"caller\":null,\"callee\":null";
    String zeros = fields + ",\"setuptime\":0,\"created\":0}}";
    assertThat(events)
        .satisfiesExactlyInAnyOrder(
            event ->
                assertThat(event)
                    .matches(
                        head("E_ACC_EVENT", "null", call.callId(), "\"200\"", "ok")
                            + fields
                            + "}}"),
            event ->
                assertThat(event)
                    .matches(
                        head("E_ACC_MISSED_EVENT", "null", call.callId(), "\"403\"", "no") + zeros),
            event ->
                assertThat(event)
                    .matches(
                        head("E_ACC_MISSED_EVENT", "null", call.callId(), "null", "text") + zeros));
  }

  @Test
  @DisplayName("E35 the database is down at the BYE: the event comes, and the row when it is back")
  void e35(SipFlow flow, @TempDir Path config) throws IOException {
    try (DatabaseServer database = DatabaseServers.mariadb();
        EventSubscriber listener = new EventSubscriber()) {
      Settings own =
          Settings.of("events-e35", configured(config, listener.address()))
              .withDatabase(database.newDatabase().url());
      try (SipaccServer onMariaDb = SipaccServer.start(own)) {
        Conversation talk = Conversation.invited(flow, onMariaDb, "e03").rings().answered();
        database.stop();
        talk.callerHangsUp();

        assertThat(listener.awaitEvents(talk.callId(), 1)).hasSize(1);
        await()
            .atMost(SOON)
            .until(
                () ->
                    onMariaDb.command("backends").output().stream()
                        .anyMatch(line -> line.matches("db +outage .*")));
        database.start();
        List<Row> rows = onMariaDb.awaitRows("acc", talk.callId(), 1);
        assertThat(rows).hasSize(1);
        RowAssert.assertThat(rows.get(0)).isCdrOf(talk.call(), "tt1", talk.call());
        assertThat(listener.eventsOf(talk.callId())).hasSize(1);
      }
    }
  }

  @Test
  @DisplayName("G10 an event that was dropped is none, the row stays")
  void g10(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "g10").rings().refused(486, "Busy Here");

    List<Row> rows = server.recordsOf(talk.callId()).acc();
    assertThat(rows).hasSize(1);
    RowAssert.assertThat(rows.get(0)).isNegativeOf(talk.call(), 486, "Busy Here", "tt1");
    assertThat(eventsOf(talk.call(), 0)).isEmpty();
  }

  @Test
  @DisplayName("O10 a subscription with expire 5 gets no more events after 6 s")
  void o10(SipFlow flow) {
    try (EventSubscriber brief = new EventSubscriber()) {
      subscribe("E_ACC_CDR", brief.address(), "--expire", "5");
      Conversation first = call(flow, "o10");
      brief.awaitEvents(first.callId(), 1);
      await()
          .atMost(Duration.ofSeconds(6))
          .until(() -> !sipacc("events").output().toString().contains(brief.address()));

      Conversation second = call(flow, "o10");

      assertThat(eventsOf(second.call(), 1)).hasSize(1);
      assertThat(brief.eventsOf(second.callId())).isEmpty();
    }
  }

  @Test
  @DisplayName("O11 two subscribers of an event both get it; one that leaves gets no more")
  void o11(SipFlow flow) {
    try (EventSubscriber other = new EventSubscriber()) {
      String id = subscribe("E_ACC_CDR", other.address());
      Conversation both = call(flow, "o11");
      assertThat(other.awaitEvents(both.callId(), 1))
          .isEqualTo(subscriber.awaitEvents(both.callId(), 1))
          .hasSize(1);

      assertThat(sipacc("events", "unsubscribe", id).exit()).isZero();
      Conversation one = call(flow, "o11");
      assertThat(eventsOf(one.call(), 1)).hasSize(1);
      assertThat(other.eventsOf(one.callId())).isEmpty();
    }
  }

  @Test
  @DisplayName("O12 with RabbitMQ down calls go on, errors are counted, and no event is lost")
  void o12(SipFlow flow) {
    try (RabbitBroker broker = new RabbitBroker()) {
      broker.declare("cdrs");
      String id =
          subscribe("E_ACC_CDR", "rabbitmq:guest:guest@127.0.0.1:" + broker.port() + "/cdrs");
      broker.stop();

      Conversation talk = call(flow, "o12");

      assertThat(eventsOf(talk.call(), 1)).hasSize(1);
      assertThat(server.awaitRows("acc", talk.callId(), 1)).hasSize(1);
      await().atMost(SOON).until(() -> listed(id).matches(".*\"errors\":[1-9].*"));
      assertThat(listed(id)).contains("\"state\":\"outage\"").doesNotContain("guest:guest");

      broker.start();
      List<String> bodies = new CopyOnWriteArrayList<>();
      await()
          .atMost(SOON)
          .until(
              () -> {
                broker
                    .take("cdrs")
                    .forEach(message -> bodies.add(new String(message.getBody(), UTF_8)));
                return !bodies.isEmpty();
              });
      assertThat(bodies)
          .filteredOn(body -> body.contains(talk.callId()))
          .isEqualTo(subscriber.eventsOf(talk.callId()));
      assertThat(sipacc("events", "unsubscribe", id).exit()).isZero();
    }
  }

  @Test
  @DisplayName("a topic of the container has each event once, that of an outage too")
  void jmsTopic(SipFlow flow) {
    JmsBroker.Subscriber durable = jms.subscribe("cdrs", "billing");
    String id =
        subscribe("E_ACC_CDR", "jms:openejb:Resource/eventFactory,openejb:Resource/eventTopic");
    Conversation before = call(flow, "o12");
    await().atMost(SOON).until(() -> durable.take().size() == 1);
    jms.stop();

    Conversation meanwhile = call(flow, "o12");

    assertThat(eventsOf(meanwhile.call(), 1)).hasSize(1);
    assertThat(server.awaitRows("acc", meanwhile.callId(), 1)).hasSize(1);
    await().atMost(SOON).until(() -> listed(id).contains("\"state\":\"outage\""));
    jms.start();
    await().atMost(SOON).until(() -> textsOf(durable, meanwhile).size() == 1);
    assertThat(textsOf(durable, before)).isEqualTo(subscriber.eventsOf(before.callId()));
    assertThat(textsOf(durable, meanwhile)).isEqualTo(subscriber.eventsOf(meanwhile.callId()));
    assertThat(sipacc("events", "unsubscribe", id).exit()).isZero();
  }

  private static List<String> textsOf(JmsBroker.Subscriber durable, Conversation talk) {
    List<String> texts = new ArrayList<>();
    try {
      for (Message message : durable.take()) {
        if (talk.callId().equals(message.getJMSCorrelationID())) {
          texts.add(((TextMessage) message).getText());
        }
      }
      return texts;
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aWebhookGetsACloudEventAndAgainUntilItTakesIt(SipFlow flow) throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/events",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(bodies.size() == 1 ? 503 : 204, -1);
          exchange.close();
        });
    hook.start();
    try {
      String id =
          subscribe(
              "E_ACC_CDR", "http://127.0.0.1:" + hook.getAddress().getPort() + "/events?token=t1");
      Conversation talk = call(flow, "o11");

      await().atMost(SOON).until(() -> bodies.size() == 2);
      assertThat(bodies.get(1))
          .isEqualTo(bodies.get(0))
          .startsWith("{\"specversion\":\"1.0\",\"id\":\"")
          .contains("\"subject\":\"" + talk.callId() + "\"");
      assertThat(listed(id)).doesNotContain("t1");
      assertThat(sipacc("events", "unsubscribe", id).exit()).isZero();
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void anEventThatAWebhookFindsFaultWithIsADeadLetterUntilItIsReplayed(SipFlow flow)
      throws Exception {
    AtomicReference<String> refused = new AtomicReference<>("");
    List<String> taken = new CopyOnWriteArrayList<>();
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/events",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean good = refused.get().isEmpty() || !body.contains(refused.get());
          exchange.sendResponseHeaders(good ? 204 : 422, -1);
          exchange.close();
          if (good) {
            taken.add(body);
          }
        });
    hook.start();
    try {
      String id =
          subscribe("E_ACC_CDR", "http://127.0.0.1:" + hook.getAddress().getPort() + "/events");
      Conversation talk = Conversation.invited(flow, server, "o11").rings().answered();
      refused.set(talk.callId());
      talk.callerHangsUp();
      Conversation next = call(flow, "o11");

      await().atMost(SOON).until(() -> taken.size() == 1);
      assertThat(taken.get(0)).contains(next.callId());
      await()
          .atMost(SOON)
          .until(
              () -> !output("dead-letters", "list", "--call", talk.callId(), "--json").isEmpty());
      assertThat(output("dead-letters", "list", "--call", talk.callId(), "--json"))
          .singleElement()
          .asString()
          .contains("\"destination\":\"evi-" + id + "\"", "it answers 422");
      assertThat(output("backends")).anyMatch(line -> line.matches("evi-" + id + " +running .* 1"));
      assertThat(output("ledger", talk.callId()))
          .anyMatch(line -> line.matches(".* evi-" + id + " +dead_letter .*it answers 422"));

      refused.set("");
      assertThat(output("dead-letters", "replay", "--destination", "evi-" + id))
          .containsExactly("1 record is delivered");
      await().atMost(SOON).until(() -> taken.size() == 2);
      assertThat(taken.get(1)).contains(talk.callId());
      assertThat(output("ledger", talk.callId()))
          .anyMatch(line -> line.matches(".* evi-" + id + " +replayed .*"));
      assertThat(sipacc("events", "unsubscribe", id).exit()).isZero();
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void aKafkaBrokerThatIsNotThereIsAnOutageLikeAnyOther(SipFlow flow) {
    String id = subscribe("E_ACC_CDR", "kafka:127.0.0.1:1/cdrs");
    assertThat(eventsOf(call(flow, "o11").call(), 1)).hasSize(1);

    await().atMost(SOON).until(() -> listed(id).contains("\"state\":\"outage\""));

    assertThat(listed(id)).contains("Topic cdrs not present in metadata");
    assertThat(server.logLines("org.apache.kafka")).isEmpty();
    assertThat(sipacc("events", "unsubscribe", id).exit()).isZero();
  }

  @Test
  void whatACallerSendsStaysOneJsonText(SipFlow flow) {
    String hostile = "a\"},\"x\":{\\u0000 \uD83D\uDE00 <script>'; drop table acc;-- =cmd";
    Phone bob = flow.udp("bob");
    Call call =
        flow.udp("alice")
            .invite(server.sip(), "sip:hostile@" + bob.address(), "X-Account: " + hostile);
    new Conversation(call, bob.expectInvite()).answered().callerHangsUp();

    assertThat(eventsOf(call, 1))
        .singleElement()
        .asString()
        .contains(
            "\"account\":\"a\\\"},\\\"x\\\":{\\\\u0000 \uD83D\uDE00 <script>'; drop table acc;--"
                + " =cmd\",");
  }

  @Test
  void aSubscriptionSurvivesARestartAndGetsWhatWasRecordedMeanwhile(SipFlow flow) {
    Conversation before = call(flow, "o11");
    subscriber.awaitEvents(before.callId(), 1);
    server.close();

    server = SipaccServer.restart(settings);

    Conversation after = call(flow, "o11");
    assertThat(eventsOf(after.call(), 1)).hasSize(1);
    assertThat(subscriber.eventsOf(before.callId())).hasSize(1);
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsSubscribed() {
    Command event = sipacc("events", "subscribe", "E_ACC_CDRS", "udp:127.0.0.1:8888");
    Command socket = sipacc("events", "subscribe", "E_ACC_CDR", "sqs:queue");

    assertThat(event.exit()).isEqualTo(1);
    assertThat(event.errors()).contains("there is no event E_ACC_CDRS; write one of E_ACC_CDR,");
    assertThat(socket.exit()).isEqualTo(1);
    assertThat(socket.errors()).contains("no socket for events; write udp:host:port");
    assertThat(sipacc("events", "unsubscribe", "nobody").exit()).isEqualTo(1);
    assertThat(sipacc("subscribers_list").output().toString()).doesNotContain("8888", "sqs");
  }

  private static Conversation call(SipFlow flow, String user) {
    return Conversation.invited(flow, server, user).rings().answered().callerHangsUp();
  }

  /** The first subscriber's events of a call; a further call shows that there are no more. */
  private static List<String> eventsOf(Call call, int count) {
    subscriber.awaitEvents(call.callId(), count);
    try (SipFlow flow = new SipFlow("after")) {
      subscriber.awaitEvents(call(flow, "o11").callId(), 1);
      Call manual = flow.udp("alice").invite(server.sip(), "sip:m08@127.0.0.1");
      manual.expect(480);
      subscriber.awaitEvents(manual.callId(), 3);
    }
    return subscriber.eventsOf(call.callId());
  }

  private static String head(
      String event, String toTag, String callId, String code, String reason) {
    return HEAD.formatted(event, toTag, callId.replace(".", "\\."), code, reason);
  }

  private static String subscribe(String event, String socket, String... options) {
    List<String> words = new ArrayList<>(List.of("events", "subscribe", event, socket, "--json"));
    words.addAll(List.of(options));
    Command made = sipacc(words.toArray(String[]::new));
    assertThat(made.exit()).as(made.errors()).isZero();
    return made.output().get(0).replaceFirst(".*\"id\":\"([0-9a-f]{8})\".*", "$1");
  }

  private static List<String> output(String... words) {
    Command command = sipacc(words);
    assertThat(command.exit()).as(command.errors()).isZero();
    return command.output();
  }

  private static String listed(String id) {
    return sipacc("events", "--json").output().stream()
        .filter(line -> line.contains("\"" + id + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static Command sipacc(String... words) {
    return server.command(words);
  }
}
