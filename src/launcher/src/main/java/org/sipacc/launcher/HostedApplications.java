package org.sipacc.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The applications that run beside sipacc's own: archives of a directory, and the file there that
 * says which application gets which requests.
 *
 * @param archives WARs and EARs, sorted by name
 * @param router the default application router's file (JSR 289 appendix C)
 * @param users the file of those who may log in where an application's sip.xml asks for it
 */
record HostedApplications(List<Path> archives, Optional<Path> router, Optional<Path> users) {

  /** No others. */
  static final HostedApplications NONE =
      new HostedApplications(List.of(), Optional.empty(), Optional.empty());

  private static final String ROUTER = "dar.properties";
  private static final String USERS = "users";
  private static final String SIP_DESCRIPTOR = "WEB-INF/sip.xml";

  HostedApplications {
    archives = List.copyOf(archives);
  }

  /**
   * Those of a directory.
   *
   * @throws IllegalArgumentException if it cannot be read, or nothing says which application gets
   *     which requests
   */
  static HostedApplications of(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> archives = files.filter(HostedApplications::isArchive).sorted().toList();
      Optional<Path> users =
          Optional.of(directory.resolve(USERS).toAbsolutePath()).filter(Files::isRegularFile);
      Path router = directory.resolve(ROUTER).toAbsolutePath();
      if (Files.isRegularFile(router)) {
        return new HostedApplications(archives, Optional.of(router), users);
      }
      for (Path archive : archives) {
        if (isSipApplication(archive)) {
          throw new IllegalArgumentException(
              archive
                  + " is a SIP application, and nothing says which requests are its: write "
                  + router
                  + ", for example INVITE: (\"APP-NAME\", \"DAR:From\", \"ORIGINATING\", \"\","
                  + " \"NO_ROUTE\", \"0\") with the app-name of its sip.xml");
        }
      }
      return new HostedApplications(archives, Optional.empty(), users);
    } catch (IOException e) {
      throw new IllegalArgumentException("--apps " + directory + " cannot be read: " + e, e);
    }
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".war") || name.endsWith(".ear");
  }

  private static boolean isSipApplication(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return zip.getEntry(SIP_DESCRIPTOR) != null
          || zip.stream().anyMatch(entry -> entry.getName().endsWith(".war"));
    }
  }
}
