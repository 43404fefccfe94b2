package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @Test
  void aListIsReadInItsOrder() {
    assertThat(ListenAddress.parseList("udp:127.0.0.1:5060, TCP:10.0.0.1:5070"))
        .containsExactly(
            new ListenAddress("udp", "127.0.0.1", 5060),
            new ListenAddress("tcp", "10.0.0.1", 5070));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "udp:127.0.0.1",
        "tls:127.0.0.1:5061",
        "udp:0.0.0.0:5060",
        "udp:127.0.0.1:0",
        "udp:127.0.0.1:x",
        "udp:127.0.0.1:5060,udp:127.0.0.1:5060"
      })
  void aMistakeIsRefusedUnderThePropertysName(String list) {
    assertThatThrownBy(() -> ListenAddress.parseList(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sipacc.sip.listen: ");
  }
}
