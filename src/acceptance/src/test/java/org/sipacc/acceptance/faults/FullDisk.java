package org.sipacc.acceptance.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sipacc.acceptance.server.Command;

/** A disk of its own for a directory, which another program can fill. */
final class FullDisk implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Path directory;

  private FullDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one in memory.
   *
   * @throws IllegalStateException if this user may not
   */
  static FullDisk on(Path directory, int megabytes) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
    return new FullDisk(directory);
  }

  /** Takes all the room there is. */
  void fill() {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream file = Files.newOutputStream(filler(), CREATE, APPEND)) {
      while (true) {
        file.write(chunk);
      }
    } catch (IOException e) {
      // Now it is full: a chunk that does not fit is written as far as it does.
      if (directory.toFile().getUsableSpace() > 0) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Gives the room back. */
  void empty() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return directory.resolve("another-programs-file");
  }

  @Override
  public void close() {
    run("umount", directory.toString());
  }

  private static void run(String... words) {
    Command command = Command.run(List.of(words));
    if (command.exit() != 0) {
      throw new IllegalStateException(command.errors());
    }
  }
}
