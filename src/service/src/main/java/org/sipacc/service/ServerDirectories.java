package org.sipacc.service;

import java.nio.file.Path;
import java.util.Optional;

/** Where this server's configuration is and where it keeps its data, as its start told it. */
public final class ServerDirectories {
  private ServerDirectories() {}

  /** The configuration directory ({@code sipacc.config}); without one the built-in files hold. */
  public static Optional<Path> configuration() {
    return setting("sipacc.config").map(Path::of);
  }

  /** The data directory ({@code sipacc.data}), absolute. */
  public static Path data() {
    return Path.of(setting("sipacc.data").orElse("data")).toAbsolutePath();
  }

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
  }
}
