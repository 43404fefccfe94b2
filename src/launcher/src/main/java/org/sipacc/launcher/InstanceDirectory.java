package org.sipacc.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory of one running server, which its container lays out at each start, and a lock that
 * keeps a second process out of the data.
 */
final class InstanceDirectory {

  /** Locks are held until the process ends: one that is collected as garbage is released. */
  private static final Set<FileLock> HELD = ConcurrentHashMap.newKeySet();

  private final Path base;

  private InstanceDirectory(Path base) {
    this.base = base;
  }

  /**
   * Takes a data directory for this process until it ends.
   *
   * @throws StartFailedException when another process has it, or it cannot be written
   */
  static InstanceDirectory lock(Path data) {
    Path file = data.resolve("sipacc.lock");
    try {
      Files.createDirectories(data);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new StartFailedException(
            "the data directory "
                + data
                + " is in use by another sipacc server, process "
                + Files.readString(file).strip()
                + ": stop that one, or give this one its own with --data");
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
      HELD.add(lock);
      return new InstanceDirectory(data.resolve("server"));
    } catch (IOException e) {
      throw new StartFailedException(
          "the data directory " + data + " cannot be written (" + e + "): name another with --data",
          e);
    }
  }

  /** Where the container keeps what it writes. */
  Path base() {
    return base;
  }

  /**
   * Makes directories that are not there yet.
   *
   * @param directories below the base
   */
  void make(String... directories) {
    setUp(
        () -> {
          for (String directory : directories) {
            Files.createDirectories(base.resolve(directory));
          }
        });
  }

  /** Makes a directory below the base that only the owner of this process can look into. */
  void makePrivate(String directory) {
    make(directory);
    setUp(
        () -> {
          PosixFileAttributeView view =
              Files.getFileAttributeView(base.resolve(directory), PosixFileAttributeView.class);
          if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
          }
        });
  }

  /** Makes a directory below the base, with nothing of an earlier start in it. */
  void renew(String directory) {
    setUp(() -> delete(base.resolve(directory)));
    make(directory);
  }

  /**
   * Copies a file, or a directory's content, into a directory below the base; files that are there
   * are replaced.
   */
  void copy(Path from, String directory) {
    Path into = base.resolve(directory);
    Path root = Files.isDirectory(from) ? from : from.getParent();
    setUp(
        () -> {
          try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
              Path copy = into.resolve(root.relativize(file).toString());
              if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
              } else {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
              }
            }
          }
        });
  }

  /**
   * Puts an application into a directory below the base, in place of what an earlier one of its
   * name left there.
   *
   * @throws StartFailedException when there is no such application
   */
  void deploy(Path application, String directory) {
    if (!Files.isRegularFile(application)) {
      throw new StartFailedException(
          "there is no application " + application + " to start: build it with mvn package");
    }
    String name = application.getFileName().toString();
    Path unpacked = base.resolve(directory).resolve(name.replaceFirst("\\.[a-z]+$", ""));
    setUp(() -> delete(unpacked));
    copy(application, directory);
  }

  /** Whether a directory below the base has this very application since an earlier start. */
  boolean isDeployed(Path application, String directory) {
    Path deployed = base.resolve(directory).resolve(application.getFileName());
    try {
      return Files.exists(deployed) && Files.mismatch(deployed, application) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void setUp(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new StartFailedException("the server cannot be set up in " + base + ": " + e, e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
