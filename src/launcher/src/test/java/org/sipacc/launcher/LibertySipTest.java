package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LibertySipTest {

  @Test
  void bothTransportsOfOneAddressAreOneEndpoint() {
    assertThat(LibertySip.of(SipAddress.onEach(List.of("127.0.0.1"), 5070)))
        .isEqualTo(new LibertySip("127.0.0.1", 5070, 5070));
  }

  @Test
  void aTransportThatIsNotNamedIsClosed() {
    assertThat(LibertySip.of(List.of(address("tcp", 5070))))
        .isEqualTo(new LibertySip("127.0.0.1", LibertySip.CLOSED, 5070));
  }

  @Test
  void severalAddressesAreRefusedWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LibertySip.of(SipAddress.onEach(List.of("127.0.0.1", "127.0.0.2"), 5060)))
        .withMessageContaining("udp:127.0.0.2:5060")
        .withMessageContaining("--container restcomm");
  }

  @Test
  void severalPortsOfATransportAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LibertySip.of(List.of(address("udp", 5060), address("udp", 5070))))
        .withMessageContaining("udp:127.0.0.1:5070");
  }

  private static SipAddress address(String transport, int port) {
    return new SipAddress(transport, SipAddress.resolve("127.0.0.1"), port);
  }
}
