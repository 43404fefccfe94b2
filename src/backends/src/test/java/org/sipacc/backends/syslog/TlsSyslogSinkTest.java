package org.sipacc.backends.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSyslogSinkTest extends SyslogSinkContract {
  private static final String PASSWORD = "changeit";

  @Override
  StandInServer server(Path directory, int port) throws Exception {
    return server(directory, port, "ip:127.0.0.1");
  }

  private static StandInServer server(Path directory, int port, String name) throws Exception {
    Path store = directory.resolve("server.p12");
    keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=syslog", "-ext", "san=" + name);
    keytool(store, "-exportcert", "-rfc", "-file", directory.resolve("ca.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new StandInServer.Stream(context.getServerSocketFactory(), port);
  }

  @Override
  String url(Path directory, int port) {
    return "tls://127.0.0.1:" + port;
  }

  @Override
  Map<String, String> parameters(Path directory) {
    return Map.of("syslog_ca", directory.resolve("ca.pem").toString(), "syslog_format", "rfc5424");
  }

  @Test
  void aServerWithTheCertificateOfAnotherHostIsNotTrusted(@TempDir Path other) throws Exception {
    int port = freePort();
    StandInServer server = server(other, port, "dns:log.example.com");
    server.start();

    StreamConnector connector =
        StreamConnector.tls("127.0.0.1", port, Optional.of(other.resolve("ca.pem")));

    assertThatThrownBy(connector::connect).isInstanceOf(IOException.class);
    server.stop();
  }

  @Test
  void aServerWhoseSignerIsNotKnownIsNotTrusted(@TempDir Path other) throws Exception {
    int port = freePort();
    StandInServer server = server(other, port, "ip:127.0.0.1");
    server.start();

    StreamConnector connector = StreamConnector.tls("127.0.0.1", port, Optional.empty());

    assertThatThrownBy(connector::connect).isInstanceOf(IOException.class);
    server.stop();
  }

  @Test
  void aFileWithoutCertificatesIsRefusedAtTheStart(@TempDir Path other) throws Exception {
    Path empty = Files.createFile(other.resolve("empty.pem"));

    assertThatThrownBy(() -> StreamConnector.tls("127.0.0.1", 1, Optional.of(empty)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sipacc.syslog_ca")
        .hasMessageContaining("no certificate");
  }

  private static void keytool(Path store, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-alias", "s", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
