package org.sipacc.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.LogManager;

/** Points the server's log at the instance's directory. */
final class ServerLog {

  private ServerLog() {}

  /** Needs {@code catalina.base} and the system class loader as the thread's own. */
  static void open(Path base) {
    System.setProperty(
        "java.util.logging.config.file",
        base.resolve("conf").resolve("logging.properties").toString());
    try {
      LogManager.getLogManager().readConfiguration();
    } catch (IOException e) {
      throw new StartFailedException("the log cannot be set up in " + base + ": " + e, e);
    }
  }
}
