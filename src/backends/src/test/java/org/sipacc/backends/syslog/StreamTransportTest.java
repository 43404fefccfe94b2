package org.sipacc.backends.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamTransportTest {

  @Test
  void aServerThatClosedAnIdleConnectionGetsTheLinesOverANewOne() throws Exception {
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StreamTransport transport = transport(port.getLocalPort());
      transport.open();
      port.accept().close();

      transport.send(List.of(packet("hello")));

      try (Socket second = port.accept()) {
        assertThat(second.getInputStream().readNBytes(7)).asString().isEqualTo("5 hello");
      }
      transport.close();
    }
  }

  @Test
  void aServerThatDoesNotReadIsGivenUpInTime() throws Exception {
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StreamTransport transport = transport(port.getLocalPort());
      List<byte[]> much =
          IntStream.range(0, 1_000).mapToObj(i -> packet("x".repeat(60_000))).toList();
      Instant begun = Instant.now();

      assertThatThrownBy(() -> transport.send(much)).isInstanceOf(IOException.class);

      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
      transport.close();
    }
  }

  @Test
  void aServerThatClosesRightAfterTheLinesMayNotHaveReadThem() throws Exception {
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StreamTransport transport = transport(port.getLocalPort());
      transport.open();
      Socket connection = port.accept();
      Thread server =
          new Thread(
              () -> {
                try {
                  connection.getInputStream().read();
                  connection.close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      server.start();

      assertThatThrownBy(() -> transport.send(List.of(packet("hello"))))
          .isInstanceOf(IOException.class);
      transport.close();
    }
  }

  private static StreamTransport transport(int port) {
    return new StreamTransport(StreamConnector.tcp("127.0.0.1", port), Thread::new);
  }

  private static byte[] packet(String text) {
    return text.getBytes(UTF_8);
  }
}
