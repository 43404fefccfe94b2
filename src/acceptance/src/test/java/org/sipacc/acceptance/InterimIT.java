package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.EventSubscriber;
import org.sipacc.acceptance.server.FilledConfiguration;
import org.sipacc.acceptance.server.FreeRadius;
import org.sipacc.acceptance.server.RadiusRequest;
import org.sipacc.acceptance.server.Rsyslog;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** Interim records of one call at all backends together. */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one of them kills the server
class InterimIT {
  private static final Duration TALK = Duration.ofMillis(2_500);

  private static FreeRadius radius;
  private static Rsyslog syslog;
  private static EventSubscriber interims;
  private static EventSubscriber cdrs;
  private static Path files;
  private static Settings settings;
  private static SipaccServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    radius = FreeRadius.started();
    syslog = Rsyslog.start();
    interims = new EventSubscriber();
    cdrs = new EventSubscriber();
    files = directory.resolve("files");
    Path config =
        FilledConfiguration.of(
            "interim",
            Map.of(
                "RADIUS_SERVER", radius.address(),
                "SYSLOG_URL", syslog.url("tcp"),
                "FILE_DIRECTORY", files.toString(),
                "INTERIM_SUBSCRIBER", interims.address(),
                "CDR_SUBSCRIBER", cdrs.address()));
    Files.writeString(config.resolve("secret"), FreeRadius.SECRET + "\n");
    settings = Settings.of("interim", config);
    server = SipaccServer.start(settings);
  }

  @AfterAll
  static void stop() {
    server.close();
    radius.close();
    syslog.close();
    interims.close();
    cdrs.close();
  }

  @Test
  @DisplayName("a call of two and a half seconds has two interim records everywhere, then its CDR")
  void everyBackendHasTwoThenTheCdr(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "bob").rings().answered();
    talk.call().talkUntil(TALK);
    talk.callerHangsUp();
    talkUntilOneMoreIsDue(flow);

    CallRecords records = server.recordsOf(talk.callId());
    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).isCdrOf(talk.call(), "tt1", talk.call());
    assertThatRadiusHasASession(talk);
    assertThatLinesAre(talk, syslog.awaitLines(";call_id=" + talk.callId() + ";", 3));
    assertThatEventsAre(talk);
    assertThatFilesHave(talk);
  }

  @Test
  @DisplayName("a call without cdr has no interim records")
  void withoutCdrThereAreNone(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "plain").rings().answered();
    talkUntilOneMoreIsDue(flow);
    talk.callerHangsUp();

    assertThat(radius.awaitRequests(talk.callId(), 1))
        .extracting(request -> request.only("Acct-Status-Type"))
        .containsExactly("Start");
    assertThat(syslog.awaitLines(";call_id=" + talk.callId() + ";", 1))
        .singleElement()
        .asString()
        .contains("ACC: transaction answered: ");
    assertThat(interims.eventsOf(talk.callId())).isEmpty();
  }

  @Test
  @DisplayName("a call that is up over a kill of the server goes on with its next interim record")
  void aCallGoesOnAfterAKill(SipFlow flow) {
    Conversation talk = Conversation.invited(flow, server, "bob").rings().answered();
    interims.awaitEvents(talk.callId(), 1);
    server.kill();
    int before = interims.eventsOf(talk.callId()).size();
    server = SipaccServer.restart(settings);

    interims.awaitEvents(talk.callId(), before + 2);
    talk.callerHangsUp();

    List<RadiusRequest> updates =
        radius.awaitRequests(talk.callId(), before + 4).stream()
            .filter(request -> request.only("Acct-Status-Type").equals("Interim-Update"))
            .toList();
    assertThat(updates)
        .hasSizeGreaterThanOrEqualTo(before + 2)
        .allSatisfy(
            update ->
                assertThat(update.number("Sip-Call-MSDuration"))
                    .isEqualTo(update.number("Acct-Session-Time") * 1_000))
        .isSortedAccordingTo(Comparator.comparing(update -> update.number("Acct-Session-Time")));
    assertThat(cdrs.awaitEvents(talk.callId(), 1)).hasSize(1);
  }

  /** Another call is up for longer than the interval, and what it left has come everywhere. */
  private static void talkUntilOneMoreIsDue(SipFlow flow) {
    Conversation other =
        Conversation.invited(flow.udp("carol"), flow.udp("dave"), server, "dave")
            .answered()
            .talks()
            .callerHangsUp();
    radius.awaitRequests(other.callId(), 3);
    syslog.awaitLines(";call_id=" + other.callId() + ";", 2);
    interims.awaitEvents(other.callId(), 1);
    cdrs.awaitEvents(other.callId(), 1);
    await().until(() -> rowsOf(other.callId()).size() == 2);
  }

  private static void assertThatRadiusHasASession(Conversation talk) {
    List<RadiusRequest> requests = radius.requests(talk.callId());
    assertThat(requests)
        .extracting(request -> request.only("Acct-Status-Type"))
        .containsExactly("Start", "Interim-Update", "Interim-Update", "Stop");
    RadiusRequest start = requests.get(0);
    for (int second = 1; second <= 2; second++) {
      RadiusRequest interim = requests.get(second);
      assertThat(interim.names()).containsAll(start.names());
      for (String name : start.names()) {
        if (!List.of("Acct-Status-Type", "Event-Timestamp", "Acct-Delay-Time", "Timestamp")
            .contains(name)) {
          assertThat(interim.all(name)).as(name).isEqualTo(start.all(name));
        }
      }
      assertThat(interim.number("Acct-Session-Time")).isEqualTo(second);
      assertThat(interim.number("Sip-Call-MSDuration")).isEqualTo(second * 1_000L);
      assertThat(interim.time("Event-Timestamp"))
          .isEqualTo(start.time("Event-Timestamp").plusSeconds(second));
      assertThat(interim.only("Sip-Group")).isEqualTo("42");
    }
    RadiusRequest stop = requests.get(3);
    assertThat(stop.number("Acct-Session-Time")).isEqualTo(3);
    assertThat(stop.number("Sip-Call-MSDuration"))
        .isCloseTo(talk.call().talked().toMillis(), within(250L));
  }

  private static void assertThatLinesAre(Conversation talk, List<String> lines) {
    assertThat(lines).hasSize(3);
    for (int second = 1; second <= 2; second++) {
      assertThat(lines.get(second - 1))
          .matches(
              "daemon.notice sipacc NOTICE:ACC: call in progress: created=\\d+;"
                  + "call_start_time=\\d+;duration=%d;ms_duration=%d000;setuptime=\\d+;"
                      .formatted(second, second)
                  + "method=INVITE;from_tag=ft1;to_tag=tt1;call_id="
                  + talk.callId()
                  + ";code=200;reason=OK;account=42");
    }
    LogLines.assertThatIsCdrOf(lines.get(2), "daemon.notice", "NOTICE", talk, "tt1", ";account=42");
  }

  private static void assertThatEventsAre(Conversation talk) {
    List<String> events = interims.eventsOf(talk.callId());
    assertThat(events).hasSize(2);
    for (int second = 1; second <= 2; second++) {
      assertThat(events.get(second - 1))
          .startsWith("{\"jsonrpc\":\"2.0\",\"method\":\"E_ACC_INTERIM\",\"params\":{")
          .contains(
              "\"account\":\"42\",\"duration\":%d,\"ms_duration\":%d000,"
                  .formatted(second, second));
    }
    assertThat(cdrs.eventsOf(talk.callId()))
        .singleElement()
        .asString()
        .contains("\"method\":\"E_ACC_CDR\"", "\"duration\":3,");
  }

  private static void assertThatFilesHave(Conversation talk) {
    assertThat(rowsOf(talk.callId()))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"kind\":\"INTERIM\"", "\"ms_duration\":1000"),
            second -> assertThat(second).contains("\"kind\":\"INTERIM\"", "\"ms_duration\":2000"),
            last -> assertThat(last).contains("\"kind\":\"CDR\"", "\"duration\":3"));
  }

  private static List<String> rowsOf(String callId) {
    List<String> rows = new ArrayList<>();
    try (DirectoryStream<Path> written = Files.newDirectoryStream(files, "*.jsonl*")) {
      for (Path file : written) {
        if (!file.toString().endsWith(".json")) {
          Files.readAllLines(file).stream()
              .filter(row -> row.contains("\"" + callId + "\""))
              .forEach(rows::add);
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      return List.of(); // nothing is there yet
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
