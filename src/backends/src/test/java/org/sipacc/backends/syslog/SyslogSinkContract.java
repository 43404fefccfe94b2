package org.sipacc.backends.syslog;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkContract;

/** The contract over one of the transports. */
abstract class SyslogSinkContract implements SinkContract {
  private static final Pattern CALL = Pattern.compile("call_id=\"?(call-\\d+)");

  @TempDir private Path directory;
  private StandInServer server;
  private String url;
  private boolean running;

  /** Makes the server, which is not yet running, and the sink's parameters for it. */
  abstract StandInServer server(Path directory, int port) throws Exception;

  abstract String url(Path directory, int port);

  Map<String, String> parameters(Path directory) {
    return Map.of();
  }

  @BeforeEach
  void startServer() throws Exception {
    int port = freePort();
    server = server(directory, port);
    url = url(directory, port);
    server.start();
    running = true;
  }

  @AfterEach
  void stopServer() throws Exception {
    if (running) {
      server.stop();
    }
  }

  @Override
  public Sink openSink() {
    Properties properties = new Properties();
    properties.put("sipacc.sipacc.syslog_url", url);
    parameters(directory).forEach((name, value) -> properties.put("sipacc.sipacc." + name, value));
    Parameters parameters = Parameters.load(Optional.empty(), Map.of(), properties);
    return SyslogSinks.of(parameters, directory.resolve("cursors"), Thread::new).get(0);
  }

  @Override
  public Backend backend() {
    return Backend.LOG;
  }

  @Override
  public List<String> stored() {
    return server.packets().stream().map(SyslogSinkContract::callId).toList();
  }

  @Override
  public void breakDestination() throws Exception {
    server.stop();
    running = false;
  }

  @Override
  public void mendDestination() throws Exception {
    server.start();
    running = true;
  }

  private static String callId(String packet) {
    Matcher call = CALL.matcher(packet);
    if (!call.find()) {
      throw new AssertionError("no accounting line: " + packet);
    }
    return call.group(1);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
