package org.sipacc.backends.syslog;

import java.nio.file.Path;

class UnixSyslogSinkTest extends SyslogSinkContract {
  @Override
  StandInServer server(Path directory, int port) {
    return StandInServer.Datagrams.unix(directory.resolve("log"));
  }

  @Override
  String url(Path directory, int port) {
    return "unix:" + directory.resolve("log");
  }
}
