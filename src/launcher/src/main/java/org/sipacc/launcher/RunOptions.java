package org.sipacc.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of bin/run. Those that are not given leave the word to the configuration. */
final class RunOptions {

  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "The accounting database (db_url): mysql://user:password@host/database, mariadb://,"
              + " postgres:// or postgresql://. Unset: an embedded one in the data directory."
              + " Empty: no database.")
  private Optional<String> database = Optional.empty();

  @Option(
      names = "--sip-host",
      paramLabel = "ADDRESS",
      description =
          "An address of this machine where SIP is taken, by UDP and TCP; may be repeated"
              + " (default: 127.0.0.1).")
  private List<String> sipHosts = List.of();

  @Option(names = "--sip-port", paramLabel = "PORT", description = "The SIP port (default: 5060).")
  private Optional<Integer> sipPort = Optional.empty();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The console's port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where this instance keeps its journal, database and logs (default: SIPACC_DATA, or"
              + " data beside bin).")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Where sipacc.yaml and policy.yaml are (default: SIPACC_CONFIG, or none).")
  private Optional<Path> config = Optional.empty();

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
}
