package org.sipacc.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What is behind a destination's cursor and was not delivered all the same: dead letters and gaps,
 * in one directory, which belongs to one process as the journal's does.
 */
public record Undelivered(DeadLetters deadLetters, Gaps gaps) implements Closeable {
  /**
   * Opens the directory, which is made if it is not there.
   *
   * @throws IOException if it cannot be read or written
   */
  public static Undelivered open(Path directory) throws IOException {
    Clock clock = Clock.systemUTC();
    DeadLetters letters = DeadLetters.open(directory.resolve("dead-letters.log"), clock);
    try {
      return new Undelivered(letters, Gaps.open(directory.resolve("gaps.log"), clock));
    } catch (IOException e) {
      letters.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      deadLetters.close();
    } finally {
      gaps.close();
    }
  }
}
