package org.sipacc.backends.radius;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;

/**
 * The options of a RADIUS client under the names that radiusclient-ng gave them, taken one by one;
 * what is not set has radiusclient-ng's value.
 */
final class ClientOptions {
  private static final int MAX_SECONDS = 3600;
  private static final int MAX_RETRIES = 100;
  private static final Set<String> USED =
      Set.of(
          "acctserver",
          "servers",
          "dictionary",
          "radius_timeout",
          "radius_retries",
          "radius_deadtime",
          "bindaddr");

  /** They concern logins, which this client does not make. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "auth_order",
          "authserver",
          "clientdebug",
          "default_realm",
          "issue",
          "login_local",
          "login_radius",
          "login_timeout",
          "login_tries",
          "mapfile",
          "nologin",
          "seqfile");

  private final Path directory;
  private final List<ServerName> servers = new ArrayList<>();
  private Duration timeout = Duration.ofSeconds(10);
  private int retries = 3;
  private Duration deadTime = Duration.ZERO;
  private Optional<String> bindAddress = Optional.empty();
  private Optional<Path> dictionary = Optional.empty();
  private Optional<Path> secrets = Optional.empty();

  /**
   * @param directory what relative paths are relative to
   */
  ClientOptions(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes an option.
   *
   * @param problem makes what is thrown if it is wrong
   */
  void set(String key, String value, Function<String, ConfigurationException> problem) {
    if (value.isEmpty() && USED.contains(key)) {
      throw problem.apply(key + " has no value");
    }
    switch (key) {
      case "acctserver" -> addServers(value, problem);
      case "servers" -> secrets = Optional.of(directory.resolve(value));
      case "dictionary" -> dictionary = Optional.of(directory.resolve(value));
      case "radius_timeout" -> timeout = Duration.ofSeconds(number(key, value, 1, problem));
      case "radius_retries" -> retries = number(key, value, 0, problem);
      case "radius_deadtime" -> deadTime = Duration.ofSeconds(number(key, value, 0, problem));
      case "bindaddr" -> bindAddress = Optional.of(value).filter(address -> !address.equals("*"));
      default -> {
        if (!PASSED_OVER.contains(key)) {
          throw problem.apply(
              "there is no option " + key + NearMiss.hint(key, new TreeSet<>(USED)));
        }
      }
    }
  }

  /** The file that {@code servers} names. */
  Optional<Path> secrets() {
    return secrets;
  }

  /**
   * The configuration, once all options are taken.
   *
   * @param secretOf tells the secret of a server that brings none itself
   */
  RadiusConfiguration configuration(Function<ServerName, RadiusSecret> secretOf) {
    List<RadiusConfiguration.Server> complete = new ArrayList<>();
    for (ServerName name : servers) {
      RadiusSecret secret =
          name.secret().map(RadiusSecret::of).orElseGet(() -> secretOf.apply(name));
      complete.add(new RadiusConfiguration.Server(name.host(), name.port(), secret));
    }
    return new RadiusConfiguration(complete, timeout, retries, deadTime, bindAddress, dictionary);
  }

  boolean hasServers() {
    return !servers.isEmpty();
  }

  /** Whether a server brings its secret itself. */
  boolean hasSecrets() {
    return servers.stream().anyMatch(server -> server.secret().isPresent());
  }

  private void addServers(String value, Function<String, ConfigurationException> problem) {
    for (String word : value.split("[,\\s]+")) {
      servers.add(
          ServerName.parse(word)
              .orElseThrow(
                  () ->
                      problem.apply(
                          "acctserver must be host, host:port or host:port:secret, as in"
                              + " 192.0.2.7:1813")));
    }
  }

  private static int number(
      String key, String value, int min, Function<String, ConfigurationException> problem) {
    int max = key.equals("radius_retries") ? MAX_RETRIES : MAX_SECONDS;
    if (value.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw problem.apply(
        key + " must be a whole number from " + min + " to " + max + ", found \"" + value + "\"");
  }
}
