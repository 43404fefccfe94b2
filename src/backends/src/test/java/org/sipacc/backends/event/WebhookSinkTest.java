package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.Backend;
import org.sipacc.backends.event.WebhookReceiver.Post;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

class WebhookSinkTest extends EventSinkContract {
  private WebhookReceiver receiver;

  @Override
  Receiver receiver(Path directory) throws IOException {
    receiver = new WebhookReceiver();
    return receiver;
  }

  @Test
  void anEventIsACloudEventWithTheSignatureOfItsBody() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), List.of(entry(1)));
    }

    Post post = receiver.posts().get(0);
    assertThat(post.headers().getFirst("Content-Type")).startsWith("application/cloudevents+json");
    assertThat(post.body())
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\""
                + entry(1).id()
                + "\",\"source\":\"/sipacc/0\",\"type\":\"org.sipacc.E_ACC_CDR\","
                + "\"subject\":\"call-1\",\"time\":\"2026-03-01T10:01:15.001Z\","
                + "\"datacontenttype\":\"application/json\",\"data\":{\"method\":\"INVITE\","
                + "\"from_tag\":\"from-1\",\"to_tag\":\"to-1\",\"callid\":\"call-1\","
                + "\"sip_code\":\"200\",\"sip_reason\":\"OK\",\"time\":1772359205,\"duration\":62,"
                + "\"ms_duration\":61042,\"setuptime\":5,\"created\":1772359200}}");
    assertThat(post.headers().getFirst("X-Sipacc-Signature"))
        .isEqualTo("sha256=" + hmac("secret", post.body()));
  }

  @Test
  void whatIsNotAnswered2xxIsSentAgainUnderTheSameIdAndWhatWasIsNot() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(1), List.of(entry(1)));
      receiver.answer(503);
      assertThatThrownBy(
              () -> sink.deliver(JOURNAL, place(1), place(3), List.of(entry(2), entry(3))))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("it answers 503")
          .hasMessageNotContaining("t1");
      receiver.answer(200);
      JournalPosition from = sink.position(JOURNAL, place(0));
      sink.deliver(JOURNAL, from, place(3), List.of(entry(2), entry(3)));
    }

    assertThat(stored()).containsExactly("call-1", "call-2", "call-3");
    assertThat(receiver.posts().stream().filter(post -> post.body().contains("call-2")))
        .hasSize(2)
        .extracting(post -> post.body().replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
        .containsOnly(entry(2).id().toString());
  }

  @Test
  void aBatchThatBreaksOffGoesOnBehindTheLastEventThatArrived() throws Exception {
    try (Sink sink = openSink()) {
      sink.position(JOURNAL, place(0));
      receiver.answerUntil(2, 500);
      assertThatThrownBy(
              () ->
                  sink.deliver(JOURNAL, place(0), place(3), List.of(entry(1), entry(2), entry(3))))
          .isInstanceOf(SinkUnavailableException.class);

      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void anAnswerThatFindsFaultWithTheEventRefusesItForGood(int status) throws Exception {
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      receiver.refuseCall("call-1", status);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(2), List.of(entry(1), entry(2))))
          .isInstanceOfSatisfying(
              RecordsRefusedException.class,
              refused ->
                  assertThat(refused.refusals())
                      .singleElement()
                      .isEqualTo(
                          new Refusal(
                              entry(1).id(),
                              Blame.RECORD,
                              "http-" + status,
                              "it answers " + status)));
      sink.deliver(JOURNAL, begin, place(2), List.of(entry(2)));
    }
    assertThat(stored()).containsExactly("call-2");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 404, 408, 429, 500, 503})
  void anyOtherAnswerIsAnOutage(int status) throws Exception {
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      receiver.answer(status);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(1), List.of(entry(1))))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("it answers " + status);
    }
  }

  /** What broke off behind a refused record is not sent again when it goes on. */
  @Test
  void whatWasTakenBeyondARefusedRecordComesOnceThoughTheRestFailed() throws Exception {
    List<JournalEntry> batch = List.of(entry(1), entry(2), entry(3));
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      receiver.refuseCall("call-1", 400);
      receiver.answerUntil(2, 503);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(3), batch))
          .isInstanceOf(SinkUnavailableException.class);
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(begin);
      receiver.answer(204);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(3), batch))
          .isInstanceOf(RecordsRefusedException.class);
      sink.deliver(JOURNAL, begin, place(3), List.of(entry(2), entry(3)));
    }
    assertThat(stored()).containsExactly("call-2", "call-3");
  }

  private static JournalEntry entry(long number) {
    return SampleEntries.entry(Backend.EVI, number);
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }

  private static String hmac(String key, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }
}
