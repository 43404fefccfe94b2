package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory for {@code --apps}: applications and what says which requests are theirs. */
public record Applications(Path directory) {
  /** An empty one. */
  public static Applications none() {
    return new Applications(Repository.newDirectory("apps"));
  }

  /** Adds a sample of this repository. */
  public Applications withSample(String name) {
    return with(Repository.file("src/samples/" + name + "/target/sample-" + name + ".war"));
  }

  /** Adds an archive. */
  public Applications with(Path archive) {
    try {
      Files.copy(
          archive, directory.resolve(archive.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes dar.properties. */
  public Applications routedBy(String text) {
    return write("dar.properties", text);
  }

  private Applications write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the file of users: a line {@code name:realm:hash:roles} for each. */
  public Applications withUsers(String text) {
    return write("users", text);
  }

  /** A list for one method: each application gets the requests whose To matches its pattern. */
  public static String route(String method, String... applicationsAndPatterns) {
    StringBuilder line = new StringBuilder(method).append(':');
    for (int i = 0; i < applicationsAndPatterns.length; i += 2) {
      line.append(i == 0 ? " " : ", ")
          .append("(\"")
          .append(applicationsAndPatterns[i])
          .append("\", \"DAR:From\", \"ORIGINATING\", \"\", \"NO_ROUTE\", \"")
          .append(i / 2)
          .append("\", \"REGEX=To:")
          .append(applicationsAndPatterns[i + 1])
          .append("\")");
    }
    return line.append('\n').toString();
  }
}
