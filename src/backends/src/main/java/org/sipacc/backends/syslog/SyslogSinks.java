package org.sipacc.backends.syslog;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.SyslogFormat;
import org.sipacc.accounting.parameter.SyslogUrl;
import org.sipacc.accounting.parameter.SyslogUrl.Transport;
import org.sipacc.delivery.FileCursor;
import org.sipacc.delivery.Sink;

/** The sink of the log backend as the parameters want it. */
public final class SyslogSinks {
  private static final Logger LOG = System.getLogger(SyslogSinks.class.getName());
  private static final Path LOCAL = Path.of("/dev/log");

  private SyslogSinks() {}

  /**
   * The sink; none if {@code core.log_level} is below the level of accounting lines, or if no
   * {@code syslog_url} is written and this machine has no {@code /dev/log}.
   *
   * @param cursors the directory of the cursor
   * @throws IllegalStateException if {@code syslog_ca} cannot be used
   */
  public static List<Sink> of(Parameters parameters, Path cursors, ThreadFactory threads) {
    int level = parameters.get(Catalogue.ACC_LOG_LEVEL);
    int serverLevel = parameters.get(Catalogue.CORE_LOG_LEVEL);
    if (serverLevel < level) {
      LOG.log(
          Level.INFO,
          "accounting lines have level {0}, the server logs up to {1}: there are none",
          level,
          serverLevel);
      return List.of();
    }
    Optional<SyslogUrl> url = url(parameters);
    if (url.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "there is no {0}: records for log are passed over; write"
              + " sipacc: '{'syslog_url: \"udp://HOST:514\"'}' to send them to a syslog server",
          LOCAL);
    }
    return url.<Sink>map(u -> sink(parameters, u, cursors, threads)).stream().toList();
  }

  private static Optional<SyslogUrl> url(Parameters parameters) {
    return parameters
        .get(Catalogue.SYSLOG_URL)
        .or(() -> Optional.of(SyslogUrl.unix(LOCAL.toString())).filter(u -> Files.exists(LOCAL)));
  }

  private static SyslogSink sink(
      Parameters parameters, SyslogUrl url, Path cursors, ThreadFactory threads) {
    SyslogTransport transport = transport(url, parameters, threads);
    return new SyslogSink(
        url,
        format(parameters, url.transport(), transport.maxPacket()),
        transport,
        new FileCursor(cursors, Backend.LOG.token()));
  }

  private static SyslogTransport transport(
      SyslogUrl url, Parameters parameters, ThreadFactory threads) {
    return switch (url.transport()) {
      case UNIX, UDP -> new DatagramTransport(url);
      case TCP -> new StreamTransport(StreamConnector.tcp(url.address(), url.port()), threads);
      case TLS ->
          new StreamTransport(
              StreamConnector.tls(
                  url.address(), url.port(), parameters.get(Catalogue.SYSLOG_CA).map(Path::of)),
              threads);
    };
  }

  private static LineFormat format(Parameters parameters, Transport transport, int maxPacket) {
    Priority priority =
        Priority.of(
            parameters.get(Catalogue.LOG_FACILITY), parameters.get(Catalogue.ACC_LOG_LEVEL));
    Origin origin = Origin.ofThisProcess(parameters.get(Catalogue.SYSLOG_TAG));
    if (parameters.get(Catalogue.SYSLOG_FORMAT) == SyslogFormat.RFC5424) {
      return new Rfc5424Format(priority, origin, maxPacket);
    }
    String host = transport == Transport.UNIX ? "" : origin.host() + " ";
    return new OpensipsFormat(priority, origin, host, maxPacket, ZoneId.systemDefault());
  }
}
