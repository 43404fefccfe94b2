package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/**
 * A server and the syslog server that it sends its accounting lines to.
 *
 * @param files where it writes files of records, if it does
 */
public record LoggedServer(SipaccServer server, Rsyslog syslog, Path files)
    implements AutoCloseable {
  /**
   * Starts both.
   *
   * @param config a directory among the test resources, whose {@code sipacc.yaml} leaves the syslog
   *     server's address open
   * @param transport {@code unix}, {@code udp} or {@code tcp}
   * @param further lines behind that {@code sipacc.yaml}
   */
  public static LoggedServer start(String config, String transport, String... further) {
    Rsyslog syslog = Rsyslog.start();
    try {
      Path files = Repository.newDirectory("files");
      Path filled =
          FilledConfiguration.of(
              config,
              Map.of("SYSLOG_URL", syslog.url(transport), "FILE_DIRECTORY", files.toString()));
      Files.writeString(
          filled.resolve("sipacc.yaml"),
          String.join("\n", further) + "\n",
          StandardOpenOption.APPEND);
      Settings settings = Settings.of(config + "-" + transport, filled);
      return new LoggedServer(SipaccServer.start(settings), syslog, files);
    } catch (IOException e) {
      syslog.close();
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      syslog.close();
      throw e;
    }
  }

  /** All lines of a call: a later line of another request shows that none is on its way. */
  public List<String> linesOf(String callId) {
    settle();
    return syslog.lines(";call_id=" + callId + ";");
  }

  /** Waits until every line so far has come. */
  public void settle() {
    try (SipFlow flow = new SipFlow("settle")) {
      Sent message =
          flow.udp("alice").draft("MESSAGE", server.sip(), "sip:settle@127.0.0.1").send();
      message.expect(200);
      syslog.awaitLines(";call_id=" + message.request().callId() + ";", 1);
    }
  }

  @Override
  public void close() {
    server.close();
    syslog.close();
  }
}
