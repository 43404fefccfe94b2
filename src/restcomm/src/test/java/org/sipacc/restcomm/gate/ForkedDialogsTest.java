package org.sipacc.restcomm.gate;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ForkedDialogsTest {

  private final AtomicLong now = new AtomicLong();
  private final ForkedDialogs dialogs = new ForkedDialogs(now::get);

  private static SIPMessage message(String from, String to, String callId) throws ParseException {
    String text =
        """
        BYE sip:b@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
        From: <sip:a@127.0.0.1>;tag=%s
        To: <sip:b@127.0.0.1>;tag=%s
        Call-ID: %s
        CSeq: 2 BYE

        """
            .formatted(from, to, callId)
            .replace("\n", "\r\n");
    return new StringMsgParser()
        .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
  }

  @Test
  void aDialogIsFoundFromBothSidesAndNoOtherIs() throws Exception {
    dialogs.add(message("a", "b", "1"));
    assertThat(dialogs.hold(message("a", "b", "1"))).isTrue();
    assertThat(dialogs.hold(message("b", "a", "1"))).isTrue();
    assertThat(dialogs.hold(message("a", "c", "1"))).isFalse();
    assertThat(dialogs.hold(message("a", "b", "2"))).isFalse();
  }

  @Test
  void aDialogIsForgottenADayAfterItsLastRequest() throws Exception {
    dialogs.add(message("a", "b", "1"));
    now.addAndGet(Duration.ofHours(20).toNanos());
    assertThat(dialogs.hold(message("a", "b", "1"))).isTrue();
    now.addAndGet(Duration.ofHours(20).toNanos());
    assertThat(dialogs.hold(message("a", "b", "1"))).isTrue();
    now.addAndGet(Duration.ofHours(25).toNanos());
    assertThat(dialogs.hold(message("a", "b", "1"))).isFalse();
  }

  @Test
  void theDialogUnusedForLongestGivesWay() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      dialogs.add(message("a", "b", "call" + i));
    }
    assertThat(dialogs.hold(message("a", "b", "call0"))).isTrue();
    dialogs.add(message("a", "b", "one more"));
    assertThat(dialogs.hold(message("a", "b", "call0"))).isTrue();
    assertThat(dialogs.hold(message("a", "b", "call1"))).isFalse();
  }
}
