package org.sipacc.acceptance.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sipacc.acceptance.server.Command;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** A disk of its own for a server's journal, which another program can fill. */
final class FullDisk implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Path directory;
  private final boolean ours;

  private FullDisk(Path directory, boolean ours) {
    this.directory = directory;
    this.ours = ours;
  }

  /**
   * Mounts one in memory, unless a person did; what is on it is deleted. If this user may not, the
   * test fails and says what to type.
   */
  static FullDisk mount(String name, int megabytes) {
    try {
      Path directory =
          Files.createDirectories(Repository.target("disks").resolve(name).toAbsolutePath());
      boolean mounted =
          !Files.getFileStore(directory).equals(Files.getFileStore(directory.getParent()));
      if (!mounted) {
        mount(directory, "size=" + megabytes + "m");
      }
      FullDisk disk = new FullDisk(directory, !mounted);
      disk.clear();
      return disk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void mount(Path directory, String size) {
    Command mount =
        Command.run(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", directory.toString()));
    if (mount.exit() != 0) {
      throw new AssertionError(
          ("%s: type, as root, mount -t tmpfs -o %s,mode=1777 tmpfs %s and run the test again (a"
                  + " container must have been started with --cap-add SYS_ADMIN)")
              .formatted(mount.errors().strip(), size, directory));
    }
  }

  /** Starts a server that has not run before, with its journal on this disk. */
  SipaccServer startServer(Settings settings) {
    SipaccServer.forget(settings);
    try {
      Files.createDirectories(settings.data());
      Files.createSymbolicLink(settings.data().resolve("journal"), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SipaccServer.restart(settings);
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

  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(directory)) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() {
    if (ours) {
      Command unmount = Command.run(List.of("umount", directory.toString()));
      if (unmount.exit() != 0) {
        throw new IllegalStateException(unmount.errors());
      }
    }
  }
}
