package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.2.3/9, 10.127.0.1, true",
    "10.1.2.3/9, 10.128.0.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:1::9, true",
    "2001:db8::/32, [2001:db8::9], true",
    "2001:db8::/32, 2001:db9::9, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "10.0.0.0/8, localhost, false",
    "10.0.0.0/8, 10.0.0, false",
    "10.0.0.0/8, '', false",
  })
  void anAddressIsInItsBlock(String block, String address, boolean inside) {
    assertThat(Subnet.parse(block).orElseThrow().contains(address)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.256",
        "2001:db8::/129",
        "10.0.0.0/",
        "::1%lo",
        "10.0.0.0/-1",
        "localhost",
        "localhost/8",
        "1:2:3",
        "1.2.3.4.",
        "beef",
        "[10.0.0.1]"
      })
  void whatIsNoBlockIsRefused(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }

  @Property
  void noTextMakesItFail(@ForAll String text) {
    assertThat(Subnet.parse(text)).isNotNull();
  }
}
