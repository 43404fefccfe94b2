package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.aaa4j.radius.core.attribute.attributes.AcctDelayTime;
import org.aaa4j.radius.core.attribute.attributes.AcctSessionId;
import org.aaa4j.radius.core.attribute.attributes.AcctStatusType;
import org.aaa4j.radius.core.attribute.attributes.NasIpAddress;
import org.aaa4j.radius.core.attribute.attributes.NasPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.backends.radius.AccountingServer.Manners;
import org.sipacc.backends.radius.AccountingServer.Received;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** What goes wrong between client and server, and what the client makes of it. */
class RadiusFaultsTest {
  private static final UUID JOURNAL = UUID.randomUUID();
  private static final JournalPosition BEGIN = JournalPosition.START;

  @TempDir private Path directory;
  private final AccountingServer server = new AccountingServer();
  private final AccountingServer backup = new AccountingServer();

  @BeforeEach
  void writeSecrets() throws Exception {
    Files.writeString(directory.resolve("secret"), AccountingServer.SECRET);
    Files.writeString(directory.resolve("wrong"), "guessed");
  }

  @AfterEach
  void closeServers() {
    server.close();
    backup.close();
  }

  @Test
  void aRequestWithoutAnAnswerIsSentAgainUnchanged() throws Exception {
    server.manners(Manners.DEAF_AT_FIRST);

    try (Sink sink = sink("secret")) {
      sink.deliver(JOURNAL, position(sink), end(3), entries(1, 3));
    }

    assertThat(callIds(server.received())).containsExactly("call-1", "call-2", "call-3");
    assertThat(server.repeated())
        .extracting(Received::authenticator)
        .containsExactlyElementsOf(
            server.received().stream().map(Received::authenticator).toList());
  }

  @Test
  void requestsAreOnTheirWayAtOnceAndTheirAnswersMayComeInAnyOrder() throws Exception {
    server.manners(Manners.TEN_AT_A_TIME_BACKWARDS);

    try (Sink sink = sink("secret")) {
      sink.deliver(JOURNAL, position(sink), end(20), entries(1, 20));
    }

    assertThat(callIds(server.received())).doesNotHaveDuplicates().hasSize(20);
    assertThat(server.repeated()).isEmpty();
  }

  @Test
  void aSilentServerIsAnOutageAndWhatItTookIsNotSentTwice() throws Exception {
    try (Sink sink = sink("secret")) {
      position(sink);
      server.manners(Manners.SILENT);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, BEGIN, end(2), entries(1, 2)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("127.0.0.1:" + server.port() + ": no answer to 2 tries")
          .hasMessageContaining("a server that has another secret for this client is silent too");
      server.manners(Manners.HONEST);
      assertThat(position(sink)).isEqualTo(BEGIN);
      sink.deliver(JOURNAL, BEGIN, end(2), entries(1, 2));
    }

    assertThat(callIds(server.received())).containsExactly("call-1", "call-2");
  }

  @Test
  void whatWasAcknowledgedBeforeABatchFailedIsNotSentAgain() throws Exception {
    try (Sink sink = sink("secret")) {
      position(sink);
      server.answerOnly(100);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, BEGIN, end(150), entries(1, 150)))
          .isInstanceOf(SinkUnavailableException.class);
      server.answerOnly(Integer.MAX_VALUE);
      sink.deliver(JOURNAL, BEGIN, end(150), entries(1, 150));
    }

    assertThat(callIds(server.received())).doesNotHaveDuplicates().hasSize(150);
  }

  @Test
  void aWrongSecretIsAnOutage() throws Exception {
    try (Sink sink = sink("wrong")) {
      position(sink);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, BEGIN, end(1), entries(1, 1)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("no answer")
          .hasMessageNotContaining("guessed");
    }
    assertThat(server.received()).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotKnowTheSecretIsNone() throws Exception {
    try (Sink sink = sink("secret")) {
      position(sink);
      server.manners(Manners.FORGING);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, BEGIN, end(1), entries(1, 1)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("2 answers not made with our secret");
      server.manners(Manners.FORGING_AT_FIRST);
      sink.deliver(JOURNAL, BEGIN, end(1), entries(1, 1));
    }
    assertThat(callIds(server.received())).containsExactly("call-1");
  }

  @Test
  void theNextServerTakesWhatTheFirstDidNot() throws Exception {
    try (Sink sink = sink("secret", backup.port())) {
      position(sink);
      server.stop();
      sink.deliver(JOURNAL, BEGIN, end(2), entries(1, 2));
      server.start();
      sink.deliver(JOURNAL, end(2), end(3), entries(3, 3));
    }

    assertThat(callIds(backup.received())).containsExactly("call-1", "call-2", "call-3");
    assertThat(server.received()).as("dead for radius_deadtime").isEmpty();
  }

  @Test
  void aDeadServerIsTriedBeforeGivingUp() throws Exception {
    try (Sink sink = sink("secret", backup.port())) {
      position(sink);
      server.stop();
      sink.deliver(JOURNAL, BEGIN, end(1), entries(1, 1));
      server.start();
      backup.stop();
      sink.deliver(JOURNAL, end(1), end(2), entries(2, 2));
      backup.start();
    }

    assertThat(callIds(server.received())).containsExactly("call-2");
  }

  @Test
  void aRecordThatCannotBeEncodedDoesNotHoldTheOthers() throws Exception {
    List<JournalEntry> batch = new ArrayList<>(entries(1, 1));
    batch.add(withNumber(2, "not a number"));
    batch.addAll(entries(3, 3));

    try (Sink sink = sink("secret")) {
      assertThatThrownBy(() -> sink.deliver(JOURNAL, BEGIN, end(3), batch))
          .isInstanceOfSatisfying(
              RecordsRefusedException.class,
              refused ->
                  assertThat(refused.refusals())
                      .singleElement()
                      .satisfies(
                          refusal -> {
                            assertThat(refusal.entry()).isEqualTo(batch.get(1).id());
                            assertThat(refusal.code()).isEqualTo("attribute NAS-Port-Type");
                            assertThat(refusal.reason()).contains("not a number");
                          }));
      assertThat(position(sink)).isLessThan(end(2));
      sink.deliver(JOURNAL, position(sink), end(3), entries(3, 3));
      assertThat(position(sink)).isEqualTo(end(3));
    }

    assertThat(callIds(server.received())).containsExactly("call-1", "call-3");
  }

  @Test
  void theClientNamesItselfAtTheEndOfThePacket() throws Exception {
    try (Sink sink = sink("secret")) {
      sink.deliver(JOURNAL, position(sink), end(1), entries(1, 1));
    }

    Received request = server.received().get(0);
    assertThat(request.only(NasPort.class).getData().getValue()).isEqualTo(5060);
    assertThat(request.only(NasIpAddress.class).getData().getValue().getHostAddress())
        .isEqualTo("127.0.0.1");
    assertThat(request.only(AcctDelayTime.class).getData().getValue()).isNotNegative();
    List<Integer> types = request.types();
    assertThat(types.subList(types.size() - 3, types.size())).containsExactly(5, 41, 4);
  }

  @Test
  void theFullProfileTellsTheServerOfStartAndStop() throws Exception {
    try (Sink sink = TestSinks.of(directory, url("secret"), "sipacc.radius_profile", "full")) {
      position(sink);
      position(sink);
      sink.deliver(JOURNAL, BEGIN, end(1), entries(1, 1));
    }

    assertThat(server.received())
        .extracting(request -> request.only(AcctStatusType.class).getData().getValue())
        .containsExactly(7, 2, 8);
  }

  @Test
  void aFieldThatIsNoAttributeStopsTheStart() {
    assertThatThrownBy(
            () -> TestSinks.of(directory, url("secret"), "acc.extra_fields", "aaa: u->Sip-Uri-Usr"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("acc.extra_fields: no attribute Sip-Uri-Usr in the built-in dict")
        .hasMessageContaining("did you mean Sip-Uri-User?");
    assertThatThrownBy(
            () -> TestSinks.of(directory, url("secret"), "acc.leg_fields", "aaa: u->Nothing"))
        .hasMessageContaining("acc.leg_fields: no attribute Nothing");
    assertThatThrownBy(() -> TestSinks.of(directory, url("secret"), "acc.aaa_extra", "Wrong=$fU"))
        .hasMessageContaining("acc.aaa_extra: no attribute Wrong");
    assertThatCode(
            () ->
                TestSinks.of(
                        directory,
                        url("secret"),
                        "acc.extra_fields",
                        "aaa: u->Sip-Uri-User; SIP-AVP")
                    .close())
        .doesNotThrowAnyException();
  }

  private Sink sink(String secretFile, int... further) {
    return TestSinks.of(directory, url(secretFile, further));
  }

  private String url(String secretFile, int... further) {
    StringBuilder url = new StringBuilder("radius:127.0.0.1:" + server.port());
    for (int port : further) {
      url.append(",127.0.0.1:").append(port);
    }
    return url
        + "?secret_file="
        + secretFile
        + "&radius_timeout=1&radius_retries=1&radius_deadtime=600";
  }

  private static JournalPosition position(Sink sink) throws SinkUnavailableException {
    return sink.position(JOURNAL, BEGIN);
  }

  private static JournalPosition end(long sequence) {
    return new JournalPosition(0, sequence);
  }

  private static List<JournalEntry> entries(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> SampleEntries.entry(Backend.AAA, number))
        .toList();
  }

  private static JournalEntry withNumber(long number, String value) {
    AccountingRecord cdr = SampleEntries.cdr(Backend.AAA, number);
    AccountingRecord record =
        new AccountingRecord(
            cdr.kind(),
            cdr.backend(),
            "",
            cdr.columns(),
            Optional.empty(),
            "1",
            cdr.core(),
            cdr.timing(),
            List.of(new Field("NAS-Port-Type", value)),
            List.of());
    JournalEntry entry = SampleEntries.entry(Backend.AAA, number);
    return new JournalEntry.RecordEntry(entry.position(), entry.id(), record);
  }

  private static List<String> callIds(List<Received> requests) {
    return requests.stream()
        .map(request -> request.only(AcctSessionId.class).getData().getValue())
        .toList();
  }
}
