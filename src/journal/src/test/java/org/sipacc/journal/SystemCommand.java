package org.sipacc.journal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** A command of the operating system that must succeed. */
final class SystemCommand {
  private SystemCommand() {}

  /**
   * @param otherwise what a person is to do if it fails
   */
  static void run(List<String> command, String otherwise) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", command) + ": " + otherwise, e);
    }
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError(
          "%s failed: %s: %s".formatted(String.join(" ", command), output.strip(), otherwise));
    }
  }
}
