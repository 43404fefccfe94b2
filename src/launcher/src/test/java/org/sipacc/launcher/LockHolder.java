package org.sipacc.launcher;

import java.io.IOException;
import java.nio.file.Path;

/** Plays another server: a process that has a data directory until told to end. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    InstanceDirectory.lock(Path.of(arguments[0]));
    // The lock must not depend on anybody keeping it.
    System.gc();
    System.out.println("locked");
    while (System.in.read() >= 0) {
      // Until the test closes our input.
    }
  }
}
