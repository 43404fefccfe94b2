package org.sipacc.backends.syslog;

import java.nio.file.Path;

class UdpSyslogSinkTest extends SyslogSinkContract {
  @Override
  StandInServer server(Path directory, int port) {
    return StandInServer.Datagrams.udp(port);
  }

  @Override
  String url(Path directory, int port) {
    return "udp://127.0.0.1:" + port;
  }
}
