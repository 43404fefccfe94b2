package org.sipacc.accounting.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.variable.SourceAddress;

class SipTextTest {
  private static final SourceAddress SOURCE = new SourceAddress("192.0.2.1", 5060, "udp");
  static final String INVITE =
      """
      INVITE sip:bob@b.example SIP/2.0
      Via: SIP/2.0/UDP pc33.a.example;branch=z9hG4bK1, SIP/2.0/UDP 10.0.0.1
      v: SIP/2.0/TCP 10.0.0.2
      f: "Alice, A." <sip:alice@a.example>
       ;tag=ft1
      t: <sip:bob@b.example>
      i: c1@a
      CSEQ: 42 INVITE
      m: <sip:alice@pc33>, <sip:alice@pc34>
      Date: Sat, 13 Nov 2010 23:29:00 GMT
      X-Empty:
      l : 3

      abc: this is the body
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aRequestIsReadWhateverItsLinesEndWith(String end) {
    SipRequest request = SipText.parse("\n" + INVITE.replace("\n", end), SOURCE);

    assertThat(request.method()).isEqualTo("INVITE");
    assertThat(request.requestUri()).contains("sip:bob@b.example");
    assertThat(request.headers("via"))
        .containsExactly(
            "SIP/2.0/UDP pc33.a.example;branch=z9hG4bK1",
            "SIP/2.0/UDP 10.0.0.1",
            "SIP/2.0/TCP 10.0.0.2");
    assertThat(request.from().displayName()).isEqualTo("\"Alice, A.\"");
    assertThat(request.from().tag()).contains("ft1");
    assertThat(request.hasToTag()).isFalse();
    assertThat(request.callId()).isEqualTo("c1@a");
    assertThat(request.cseqNumber()).isEqualTo(42);
    assertThat(request.headers("Contact")).containsExactly("<sip:alice@pc33>", "<sip:alice@pc34>");
    assertThat(request.header("Date")).contains("Sat, 13 Nov 2010 23:29:00 GMT");
    assertThat(request.header("X-Empty")).contains("");
    assertThat(request.header("Content-Length")).contains("3");
    assertThat(request.header("abc")).isEmpty();
    assertThat(request.source()).isEqualTo(SOURCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^$ | '' | line 1: there is nothing; paste a SIP request",
        "INVITE.*2.0 | SIP/2.0 200 OK | line 1: this is a reply; paste the request that starts the"
            + " call",
        "INVITE.*2.0 | INVITE sip:bob@b.example | line 1: a request begins with method, Request-URI"
            + " and SIP/2.0, as in INVITE sip:bob@b.example SIP/2.0",
        "v: SIP.* | no colon | line 3: \"no colon\" is no header; write name: value",
        "CSEQ.* | X: y | line 12: the headers end without CSeq; add it",
        "i: c1@a | X: y | line 12: the headers end without Call-ID; add it",
        "42 INVITE | INVITE | line 8: CSeq \"INVITE\" must be a number and the method, as in 1"
            + " INVITE",
        "42 INVITE | 42 BYE | line 8: CSeq names method BYE, the request line INVITE",
      })
  void whatIsWrongIsToldWithItsLine(String part, String written, String message) {
    String text = part.equals("^$") ? " \n" : INVITE.replaceFirst(part, written);

    assertThatThrownBy(() -> SipText.parse(text, SOURCE))
        .isInstanceOf(SipTextException.class)
        .hasMessage(message);
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      assertThat(SipText.parse(text, SOURCE)).isNotNull();
    } catch (SipTextException e) {
      assertThat(e.line()).isPositive();
    }
  }

  @Test
  void aStoredCallIsARequestAgain() {
    SipRequest request =
        SipText.of(
            new RequestFacts(
                "INVITE",
                "c1@a",
                "ft1",
                "",
                "sip:alice@a.example;x=y",
                "sip:bob@b.example",
                "sip:+4012@gw",
                "udp:2001:db8::1:5062",
                "phone",
                Instant.EPOCH));

    assertThat(request.from().uri()).isEqualTo("sip:alice@a.example;x=y");
    assertThat(request.from().tag()).contains("ft1");
    assertThat(request.to().uri()).isEqualTo("sip:bob@b.example");
    assertThat(request.hasToTag()).isFalse();
    assertThat(request.requestUri()).contains("sip:+4012@gw");
    assertThat(request.header("User-Agent")).contains("phone");
    assertThat(request.source()).isEqualTo(new SourceAddress("2001:db8::1", 5062, "udp"));
  }
}
