package org.sipacc.accounting.variable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "sip:bob@b.example, sip, bob, b.example, 0",
        "SIPS:bob@b.example:5061, sips, bob, b.example, 5061",
        "sip:b.example, sip, '', b.example, 0",
        "sip:bob:secret@b.example, sip, bob, b.example, 0",
        "sip:+4012;phone-context=x@gw:5080;user=phone?Subject=hi, sip, +4012;phone-context=x, gw,"
            + " 5080",
        "sip:bob@[2001:db8::1]:5062, sip, bob, [2001:db8::1], 5062",
        "sip:bob@[2001:db8::1], sip, bob, [2001:db8::1], 0",
        "tel:+4012345;phone-context=x, tel, +4012345, '', 0",
        "sip:bob@b.example:port, sip, bob, b.example, 0",
        "sip:bob@b.example:99999, sip, bob, b.example, 0",
        "sip:%61%40b@b.example, sip, %61%40b, b.example, 0",
      })
  void aUriHasItsParts(String text, String scheme, String user, String host, int port) {
    SipUri uri = SipUri.parse(text).orElseThrow();

    assertThat(uri.scheme()).isEqualTo(scheme);
    assertThat(uri.user()).isEqualTo(user);
    assertThat(uri.host()).isEqualTo(host);
    assertThat(uri.port()).isEqualTo(port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob", "http://b.example", "mailto:bob@b.example", "@"})
  void otherTextsAreNoSipUri(String text) {
    assertThat(SipUri.parse(text)).isEmpty();
  }

  @Test
  void aParameterIsFoundWhateverTheCaseOfItsName() {
    SipUri uri = SipUri.parse("sip:b.example;lr;Transport=TCP").orElseThrow();

    assertThat(uri.parameter("transport")).contains("TCP");
    assertThat(uri.parameter("lr")).contains("");
    assertThat(uri.parameter("maddr")).isEmpty();
  }

  @Property
  void noTextMakesTheParserFail(@ForAll String text) {
    assertThat(SipUri.parse("sip:" + text)).isPresent();
    assertThat(NameAddress.parse(text)).isNotNull();
  }
}
