package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.LoggedServer;

/** What accounting lines must say. */
final class LogLines {
  private static final int CALLS = 5;
  private static final Duration UNTOUCHED = Duration.ofSeconds(2);
  private static final Duration NOTICED = Duration.ofSeconds(10);
  private static final Pattern TIMES =
      Pattern.compile(
          "ACC: call ended: created=(\\d+);call_start_time=(\\d+);duration=(\\d+);"
              + "ms_duration=(\\d+);setuptime=(\\d+);");

  private LogLines() {}

  /**
   * A CDR's line, byte for byte but for its figures, which must agree with the caller's stopwatch.
   *
   * @param priority facility and severity
   * @param rest what follows the reason
   */
  static void assertThatIsCdrOf(
      String line, String priority, String level, Conversation talk, String toTag, String rest) {
    assertThat(line).startsWith(priority + " sipacc " + level + ":ACC: call ended: created=");
    Matcher times = TIMES.matcher(line);
    assertThat(times.find()).as(line).isTrue();
    assertThat(line.substring(times.end()))
        .isEqualTo(
            "method=INVITE;from_tag=ft1;to_tag="
                + toTag
                + ";call_id="
                + talk.callId()
                + ";code=200;reason=OK"
                + rest);
    long created = Long.parseLong(times.group(1));
    long answered = Long.parseLong(times.group(2));
    long millis = Long.parseLong(times.group(4));
    assertThat(created).isCloseTo(talk.call().invitedAt().getEpochSecond(), within(1L));
    assertThat(answered).isCloseTo(talk.call().finalReplyAt().getEpochSecond(), within(1L));
    assertThat(Long.parseLong(times.group(5))).isEqualTo(answered - created);
    assertThat(millis).isCloseTo(talk.call().talked().toMillis(), within(250L));
    assertThat(Long.parseLong(times.group(3))).isEqualTo((millis + 999) / 1000);
  }

  /** Calls made while the syslog server is stopped are as quick as others, and have their lines. */
  static void assertThatAnOutageLosesNothing(LoggedServer both, SipFlow flow) {
    both.settle();
    List<String> callIds = new ArrayList<>();
    both.syslog().stop();
    for (int i = 0; i < CALLS; i++) {
      Instant begun = Instant.now();
      Conversation talk =
          Conversation.invited(flow.udp("alice" + i), flow.udp("bob" + i), both.server(), "down")
              .rings()
              .answered()
              .callerHangsUp();
      assertThat(Duration.between(begun, Instant.now())).isLessThan(UNTOUCHED);
      callIds.add(talk.callId());
    }
    await("the server's own log tells of the outage")
        .atMost(NOTICED)
        .until(() -> !both.server().logLines("log takes no records").isEmpty());
    both.syslog().restart();
    callIds.forEach(id -> both.syslog().awaitLines(";call_id=" + id + ";", 1));
  }
}
