package org.sipacc.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of 8 MiB in memory, mounted for a test. */
final class SmallFileSystem implements AutoCloseable {
  private final Path path;

  private SmallFileSystem(Path path) {
    this.path = path;
  }

  /**
   * Mounts it.
   *
   * @throws org.opentest4j.TestAbortedException if this process may not, saying what to do
   */
  static SmallFileSystem mount(Path path) throws IOException {
    Files.createDirectories(path);
    try {
      SystemCommand.run(
          List.of("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path.toString()),
          "run the test as root, in a container started with --cap-add SYS_ADMIN");
    } catch (AssertionError e) {
      Assumptions.abort(e.getMessage() + "; the file size limit stands in for a full disk");
    }
    return new SmallFileSystem(path);
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
    SystemCommand.run(List.of("umount", path.toString()), "unmount it by hand");
  }
}
