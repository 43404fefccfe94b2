package org.sipacc.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options of bin/run, which explains them itself, because its help must not need a build. Those
 * that are not given leave the word to the configuration.
 */
final class RunOptions {

  @Option(names = "--db", paramLabel = "URL")
  private Optional<String> database = Optional.empty();

  @Option(names = "--sip-host", paramLabel = "ADDRESS")
  private List<String> sipHosts = List.of();

  @Option(names = "--sip-port", paramLabel = "PORT")
  private Optional<Integer> sipPort = Optional.empty();

  @Option(names = "--http-port", paramLabel = "PORT", defaultValue = "8080")
  private int httpPort;

  @Option(names = "--data", paramLabel = "DIR")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--config", paramLabel = "DIR")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--apps", paramLabel = "DIR")
  private Optional<Path> apps = Optional.empty();

  @Option(names = "--demo")
  private boolean demo;

  /** What --db says, which may be empty text; nothing when it is not given. */
  Optional<String> database() {
    return database;
  }

  List<String> sipHosts() {
    return List.copyOf(sipHosts);
  }

  Optional<Integer> sipPort() {
    return sipPort;
  }

  int httpPort() {
    return httpPort;
  }

  Optional<Path> data() {
    return data;
  }

  Optional<Path> config() {
    return config;
  }

  boolean demo() {
    return demo;
  }

  Optional<Path> apps() {
    return apps;
  }
}
