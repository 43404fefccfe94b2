package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortCheckTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void freePortsPass() throws IOException {
    assertThatCode(() -> PortCheck.check(plan("udp", freePort(), freePort())))
        .doesNotThrowAnyException();
  }

  @Test
  void aTakenUdpPortIsNamed() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      assertThatExceptionOfType(StartFailedException.class)
          .isThrownBy(() -> PortCheck.check(plan("udp", taken.getLocalPort(), freePort())))
          .withMessageContaining("udp:127.0.0.1:" + taken.getLocalPort())
          .withMessageContaining("--sip-port");
    }
  }

  @Test
  void aTakenTcpPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      assertThatExceptionOfType(StartFailedException.class)
          .isThrownBy(() -> PortCheck.check(plan("tcp", taken.getLocalPort(), freePort())))
          .withMessageContaining("tcp:127.0.0.1:" + taken.getLocalPort());
      assertThatExceptionOfType(StartFailedException.class)
          .isThrownBy(() -> PortCheck.check(plan("tcp", freePort(), taken.getLocalPort())))
          .withMessageContaining("--http-port");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() throws IOException {
    SipAddress foreign = new SipAddress("udp", SipAddress.resolve("192.0.2.1"), freePort());

    assertThatExceptionOfType(StartFailedException.class)
        .isThrownBy(() -> PortCheck.check(plan(foreign, freePort())))
        .withMessageContaining("udp:192.0.2.1:");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  private static StartPlan plan(String transport, int sipPort, int httpPort) {
    return plan(new SipAddress(transport, LOOPBACK, sipPort), httpPort);
  }

  private static StartPlan plan(SipAddress address, int httpPort) {
    return new StartPlan(
        Path.of("data"),
        Optional.empty(),
        List.of(address),
        httpPort,
        Optional.empty(),
        Optional.empty(),
        "481 Call/Transaction Does Not Exist",
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ZERO,
        HostedApplications.NONE,
        false,
        List.of());
  }
}
