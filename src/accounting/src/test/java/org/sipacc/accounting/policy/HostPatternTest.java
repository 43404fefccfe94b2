package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
  @ParameterizedTest
  @CsvSource({
    "gw.example.com, GW.Example.Com., true",
    "gw.example.com, x.gw.example.com, false",
    "'*.example.com', a.b.example.com, true",
    "'*.example.com', example.com, false",
    "'*.example.com', badexample.com, false",
    "10.0.0.0/8, 10.1.1.1, true",
    "10.0.0.0/8, gw.example.com, false",
    "'[2001:db8::1]', 2001:db8::1, true",
    "gw, gw, true",
  })
  void aHostIsAllowed(String pattern, String host, boolean allowed) {
    assertThat(HostPattern.parse(pattern).orElseThrow().matches(host)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "*.", "a b", "10.0.0.300", "10.0.0.0/40", "sip:gw", "a..b", "*.*"})
  void whatIsNoHostIsRefused(String text) {
    assertThat(HostPattern.parse(text)).isEmpty();
  }
}
