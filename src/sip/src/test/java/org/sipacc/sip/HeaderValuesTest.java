package org.sipacc.sip;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HeaderValuesTest {
  @Test
  void commasWithinQuotesAndBracketsSeparateNothing() {
    assertThat(HeaderValues.split("\"Bob, \\\" x\" <sip:a,b@h;x=1>;q=0.5, <sip:c@h> , sip:d@h;q=1"))
        .containsExactly("\"Bob, \\\" x\" <sip:a,b@h;x=1>;q=0.5", "<sip:c@h>", "sip:d@h;q=1");
  }

  @Test
  void emptyValuesAreLeftOut() {
    assertThat(HeaderValues.split(" , a ,, ")).containsExactly("a");
  }

  @Property
  void noTextMakesItFail(@ForAll String text) {
    assertThat(HeaderValues.split(text)).allSatisfy(value -> assertThat(value).isNotBlank());
  }
}
