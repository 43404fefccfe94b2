package org.sipacc.backends.syslog;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who sends the lines: host, program and process as packets name them. */
record Origin(String host, String tag, long pid) {
  static Origin ofThisProcess(String tag) {
    return new Origin(hostName(), tag, ProcessHandle.current().pid());
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.matches("[\\x21-\\x7e]{1,255}") ? name : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
