package org.sipacc.journal;

import java.io.IOException;
import java.util.List;

/** A bound on the size of the files that this process writes; what is beyond it fails. */
final class FileSizeLimit implements AutoCloseable {
  private static final String OTHERWISE =
      "the test needs prlimit, and the right to limit its own process; as root: apt-get install"
          + " util-linux";

  private FileSizeLimit() {}

  static FileSizeLimit of(long bytes) throws IOException {
    set(Long.toString(bytes));
    return new FileSizeLimit();
  }

  void lift() throws IOException {
    set("unlimited");
  }

  private static void set(String soft) throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    SystemCommand.run(List.of("prlimit", "--pid", pid, "--fsize=" + soft + ":"), OTHERWISE);
  }

  @Override
  public void close() throws IOException {
    lift();
  }
}
