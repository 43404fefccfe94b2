package org.sipacc.accounting.variable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameAddressTest {
  @Test
  void bracketsKeepTheUrisParametersFromTheHeaders() {
    NameAddress address = NameAddress.parse("Alice <sip:a@b;tag=no>;x=1;tag=yes");

    assertThat(address.displayName()).isEqualTo("Alice");
    assertThat(address.uri()).isEqualTo("sip:a@b;tag=no");
    assertThat(address.tag()).contains("yes");
  }

  @Test
  void withoutBracketsParametersAreTheHeaders() {
    NameAddress address = NameAddress.parse("sip:a@b;tag=t");

    assertThat(address.uri()).isEqualTo("sip:a@b");
    assertThat(address.tag()).contains("t");
  }

  @Test
  void bracketsAndSemicolonsInAQuotedNameCountForNothing() {
    NameAddress address = NameAddress.parse("\"A <sip:x@y>;tag=z \\\" \" <sip:a@b>;tag=t");

    assertThat(address.uri()).isEqualTo("sip:a@b");
    assertThat(address.tag()).contains("t");
  }

  @Test
  void anEmptyTagIsNone() {
    assertThat(NameAddress.parse("<sip:a@b>;tag=").tag()).isEmpty();
  }

  @Test
  void anUnclosedBracketEndsWithTheHeader() {
    assertThat(NameAddress.parse("<sip:a@b").uri()).isEqualTo("sip:a@b");
  }
}
