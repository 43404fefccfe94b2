package org.sipacc.backends.syslog;

import java.nio.file.Path;
import javax.net.ServerSocketFactory;

class TcpSyslogSinkTest extends SyslogSinkContract {
  @Override
  StandInServer server(Path directory, int port) {
    return new StandInServer.Stream(ServerSocketFactory.getDefault(), port);
  }

  @Override
  String url(Path directory, int port) {
    return "tcp://127.0.0.1:" + port;
  }
}
