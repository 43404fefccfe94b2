package org.sipacc.service.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.delivery.BackendStatus;
import org.sipacc.delivery.DeadLetterFilter;
import org.sipacc.delivery.Delivery;
import org.sipacc.delivery.RetryPolicy;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.Undelivered;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalSettings;

class SubscriptionsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;

  private final AdjustableClock clock = new AdjustableClock();
  private DatagramSocket subscriber;
  private Journal journal;
  private Subscriptions subscriptions;
  private Undelivered undelivered;
  private Delivery delivery;

  @BeforeEach
  void start() throws Exception {
    subscriber = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    subscriber.setSoTimeout((int) SOON.toMillis());
    open();
  }

  @AfterEach
  void stop() throws Exception {
    close();
    subscriber.close();
  }

  @Test
  void aSubscriberGetsWhatIsRecordedFromItsMakingOn() throws Exception {
    record(1);
    subscriptions.subscribe("E_ACC_CDR", socket(), Optional.empty());
    record(2);

    assertThat(receive()).contains("call-2");
  }

  @Test
  void oneThatAsksAgainIsRenewedAndStaysOne() throws Exception {
    subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR));
    clock.advance(Duration.ofMinutes(30));
    subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR));

    assertThat(subscriptions.all())
        .singleElement()
        .satisfies(one -> assertThat(one.expires()).contains(clock.instant().plus(HOUR)));
    clock.advance(Duration.ofMinutes(59));
    record(1);
    assertThat(receive()).contains("call-1");
  }

  @Test
  void anExpiredOneIsLetGoAndBeginsAnewWhenItComesAgain() throws Exception {
    subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR));
    clock.advance(HOUR);
    await().atMost(SOON).until(() -> subscriptions.all().isEmpty());
    await()
        .atMost(SOON)
        .until(
            () -> delivery.statuses().stream().noneMatch(s -> s.destination().startsWith("evi")));
    record(1);

    subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR));
    record(2);

    assertThat(receive()).contains("call-2");
  }

  @Test
  void oneThatWasJustEndedCanBeMadeAgainAtOnce() throws Exception {
    for (int round = 1; round <= 5; round++) {
      String id = subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR)).id();
      record(round);
      assertThat(receive()).contains("call-" + round);
      Thread ending = new Thread(() -> unsubscribe(id));
      ending.start();
      await().atMost(SOON).until(() -> subscriptions.all().isEmpty());
      assertThat(subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR)).id())
          .isEqualTo(id);
      ending.join();
      assertThat(subscriptions.unsubscribe(id)).isTrue();
    }
  }

  @Test
  void theLedgerKnowsItAsABackendForWhatWasRecordedFromItsMakingOn() throws Exception {
    TimeOrderedId before = record(1);
    String id = subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR)).id();
    TimeOrderedId after = record(2);
    assertThat(receive()).contains("call-2");

    await().atMost(SOON).until(() -> standings(after).contains("evi-" + id + " DELIVERED"));
    assertThat(standings(before)).isEmpty();
    close();
    open();
    await().atMost(SOON).until(() -> standings(after).contains("evi-" + id + " DELIVERED"));
    assertThat(standings(before)).isEmpty();
  }

  @Test
  void oneThatCannotTakeARecordHasADeadLetterAndGoesOn() throws Exception {
    String id = subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR)).id();
    TimeOrderedId tooLong = journal.append(withNote(1, "x".repeat(65_500)));
    record(2);

    assertThat(receive()).contains("call-2");
    await()
        .atMost(SOON)
        .until(() -> !delivery.redelivery().find(DeadLetterFilter.ALL, 10).isEmpty());
    assertThat(delivery.redelivery().find(DeadLetterFilter.ALL, 10))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.id()).isEqualTo(tooLong);
              assertThat(letter.destination()).isEqualTo("evi-" + id);
              assertThat(letter.reason()).contains("a datagram at most 65457");
            });
    assertThat(delivery.backends()).extracting(BackendStatus::deadLetters).contains(1);
    assertThat(subscriptions.all().get(0).errors()).isPositive();

    assertThat(subscriptions.unsubscribe(id)).isTrue();
    assertThatThrownBy(() -> delivery.redelivery().replay(DeadLetterFilter.ALL, SOON))
        .hasMessageContaining("there is no backend evi-" + id + " now");
  }

  @Test
  void oneThatHasNotExpiredSurvivesARestartWithItsPlace() throws Exception {
    String event = "E_ACC_CDR";
    subscriptions.subscribe(event, socket(), Optional.of(HOUR));
    subscriptions.subscribe(event, "tcp:127.0.0.1:9", Optional.of(Duration.ofMinutes(1)));
    record(1);
    assertThat(receive()).contains("call-1");
    close();
    clock.advance(Duration.ofMinutes(2));
    open();
    record(2);

    assertThat(receive()).contains("call-2");
    assertThat(subscriptions.all())
        .extracting(SubscriptionStatus::socket)
        .containsExactly(socket());
  }

  @Test
  void theConfiguredOnesNeverExpireAndCannotBeEndedAtRunTime() throws Exception {
    close();
    open("E_ACC_CDR " + socket());
    SubscriptionStatus configured = subscriptions.all().get(0);
    clock.advance(Duration.ofDays(3000));
    record(1);

    assertThat(receive()).contains("call-1");
    assertThat(configured.expires()).isEmpty();
    assertThatThrownBy(() -> subscriptions.unsubscribe(configured.id()))
        .isInstanceOf(SubscriptionRefusedException.class)
        .hasMessageContaining("stands in sipacc.event_subscriptions");
    assertThat(subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR)).expires())
        .isEmpty();
  }

  @Test
  void aWrongConfiguredOneStopsTheStartAndTellsWhere() {
    assertThatThrownBy(
            () ->
                Subscriptions.open(
                    parameters("E_ACC_CDRS udp:127.0.0.1:8888"),
                    directory.resolve("events"),
                    journal,
                    clock))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sipacc.yaml:1:")
        .hasMessageContaining("there is no event E_ACC_CDRS");
    assertThatThrownBy(() -> parameters("E_ACC_CDR"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("must be an event and a socket");
  }

  @Test
  void whatIsKeptIsForTheServersUserOnly() throws Exception {
    subscriptions.subscribe("E_ACC_CDR", "rabbitmq:u:s3cret@127.0.0.1:1/cdrs", Optional.of(HOUR));

    Path file = directory.resolve("events/subscriptions");
    assertThat(Files.readString(file)).contains("s3cret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(subscriptions.all().get(0).socket()).isEqualTo("rabbitmq:u@127.0.0.1:1/cdrs");
  }

  @Test
  void aBrokenOneHoldsUpNobodyAndItsErrorsAreCounted() throws Exception {
    subscriptions.subscribe("E_ACC_CDR", "tcp:127.0.0.1:1", Optional.of(HOUR));
    subscriptions.subscribe("E_ACC_CDR", socket(), Optional.of(HOUR));
    record(1);

    assertThat(receive()).contains("call-1");
    await().atMost(SOON).until(() -> subscriptions.all().get(0).errors() > 0);
    assertThat(subscriptions.all().get(0).state()).isEqualTo("outage");
    assertThat(subscriptions.all().get(0).lastError())
        .hasValueSatisfying(error -> assertThat(error).contains("refused"));
    assertThat(subscriptions.all().get(1).errors()).isZero();
  }

  private void open(String... configured) throws IOException {
    journal = Journal.open(JournalSettings.of(directory.resolve("journal"), 0));
    subscriptions =
        Subscriptions.open(parameters(configured), directory.resolve("events"), journal, clock);
    undelivered = Undelivered.open(directory.resolve("dead-letters"));
    delivery =
        Delivery.start(journal, subscriptions.sinks(), RetryPolicy.DEFAULT, undelivered, daemons());
    subscriptions.start(delivery, daemons());
  }

  private void close() throws Exception {
    subscriptions.close();
    delivery.stop(SOON);
    journal.close();
    undelivered.close();
  }

  private Parameters parameters(String... configured) {
    try {
      Path config = Files.createDirectories(directory.resolve("config"));
      Files.writeString(
          config.resolve("sipacc.yaml"),
          "sipacc: {event_subscriptions: ["
              + String.join(", ", List.of(configured).stream().map(s -> '"' + s + '"').toList())
              + "]}");
      return Parameters.load(Optional.of(config), Map.of(), new Properties());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TimeOrderedId record(int number) {
    return journal.append(SampleEntries.cdr(Backend.EVI, number));
  }

  /** Where a record stands, as in the list of all backends. */
  private List<String> standings(TimeOrderedId record) {
    try {
      return delivery.ledger().record(record).orElseThrow().standings().stream()
          .map(standing -> standing.destination() + " " + standing.state())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AccountingRecord withNote(int number, String note) {
    AccountingRecord cdr = SampleEntries.cdr(Backend.EVI, number);
    return new AccountingRecord(
        cdr.kind(),
        cdr.backend(),
        cdr.table(),
        cdr.columns(),
        cdr.callUid(),
        cdr.policyVersion(),
        cdr.core(),
        cdr.timing(),
        List.of(new Field("note", note)),
        List.of());
  }

  private void unsubscribe(String id) {
    try {
      subscriptions.unsubscribe(id);
    } catch (SubscriptionRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String socket() {
    return "udp:127.0.0.1:" + subscriber.getLocalPort();
  }

  private String receive() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    subscriber.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), UTF_8);
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The clock that expiry goes by. */
  private static final class AdjustableClock extends Clock {
    private volatile Instant now = Instant.now();

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
