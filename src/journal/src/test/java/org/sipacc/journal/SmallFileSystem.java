package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A file system of 8 MiB in memory, mounted for a test, or by a person for it. */
final class SmallFileSystem implements AutoCloseable {
  private final Path path;
  private final boolean ours;

  private SmallFileSystem(Path path, boolean ours) {
    this.path = path;
    this.ours = ours;
  }

  /**
   * Mounts it, unless it is mounted already. If this process may not, the test fails and says what
   * to type.
   */
  static SmallFileSystem mount(Path place) throws IOException {
    Path path = Files.createDirectories(place.toAbsolutePath());
    boolean mounted = !Files.getFileStore(path).equals(Files.getFileStore(path.getParent()));
    if (!mounted) {
      SystemCommand.run(
          List.of("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path.toString()),
          ("type, as root, mount -t tmpfs -o size=8m,mode=1777 tmpfs %s and run the test again (a"
                  + " container must have been started with --cap-add SYS_ADMIN)")
              .formatted(path));
    }
    return new SmallFileSystem(path, !mounted);
  }

  Path path() {
    return path;
  }

  /** Leaves only so many bytes; the file that takes the others. */
  Path fillUpTo(long bytesLeft) throws IOException {
    long usable = path.toFile().getUsableSpace();
    return Files.write(path.resolve("ballast"), new byte[(int) (usable - bytesLeft)]);
  }

  @Override
  public void close() throws IOException {
    if (ours) {
      SystemCommand.run(List.of("umount", path.toString()), "unmount it by hand");
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(path)) {
          Files.delete(file);
        }
      }
    }
  }
}
