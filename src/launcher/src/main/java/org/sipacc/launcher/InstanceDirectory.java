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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory of one running server: Tomcat's {@code catalina.base}, made anew from the server's
 * configuration at each start, and a lock that keeps a second process out of the data.
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

  /** Tomcat's {@code catalina.base}. */
  Path base() {
    return base;
  }

  /**
   * Makes the directory ready: configuration from the server's home, the application as given.
   *
   * @param conf the server's configuration files
   * @param application the archive to deploy
   */
  void prepare(Path conf, Path application) {
    if (!Files.isRegularFile(application)) {
      throw new StartFailedException(
          "there is no application " + application + " to start: build it with mvn package");
    }
    try {
      delete(base.resolve("conf"));
      delete(base.resolve("work"));
      delete(base.resolve("temp"));
      Files.createDirectories(base);
      copy(conf, base.resolve("conf"));
      for (String directory : List.of("apps", "logs", "temp", "webapps", "work")) {
        Files.createDirectories(base.resolve(directory));
      }
      deploy(application);
    } catch (IOException e) {
      throw new StartFailedException("the server cannot be set up in " + base + ": " + e, e);
    }
  }

  private void deploy(Path application) throws IOException {
    Path apps = base.resolve("apps");
    String name = application.getFileName().toString();
    delete(apps.resolve(name.replaceFirst("\\.[a-z]+$", "")));
    Files.copy(application, apps.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
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
