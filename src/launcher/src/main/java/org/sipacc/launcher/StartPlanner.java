package org.sipacc.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.persistence.url.DatabaseCredentials;
import org.sipacc.persistence.url.DatabaseUrl;

/** Brings options, environment and configuration together; options win. */
final class StartPlanner {

  /** The parameter db_url as the application reads it. */
  static final String DB_URL_PROPERTY = "sipacc.acc.db_url";

  private static final String DEFAULT_SIP_HOST = "127.0.0.1";
  private static final int DEFAULT_SIP_PORT = 5060;

  private final Path home;
  private final Map<String, String> environment;
  private final Properties systemProperties;

  /**
   * Plans for a product's directory.
   *
   * @param home the directory that holds bin
   * @param environment usually {@link System#getenv()}
   * @param systemProperties usually {@link System#getProperties()}
   */
  StartPlanner(Path home, Map<String, String> environment, Properties systemProperties) {
    this.home = home;
    this.environment = environment;
    this.systemProperties = systemProperties;
  }

  /**
   * Plans a start: reads the configuration and checks it whole, the policy too.
   *
   * @throws IllegalArgumentException when an option is wrong; the message names it
   * @throws org.sipacc.accounting.configuration.ConfigurationException when the configuration is
   *     wrong; the message names the place
   */
  StartPlan plan(RunOptions options) {
    checkPort("--http-port", options.httpPort());
    options.sipPort().ifPresent(port -> checkPort("--sip-port", port));
    Optional<Path> config = config(options);
    Parameters parameters = Parameters.load(config, environment, propertiesWith(options));
    PolicyReader.load(config, parameters);
    Path data = data(options);
    return new StartPlan(
        data,
        config,
        sip(options, parameters),
        options.httpPort(),
        database(options, parameters, data),
        options.database(),
        parameters.get(Catalogue.UNKNOWN_DIALOG_REPLY).toString(),
        parameters.get(Catalogue.FR_TIMEOUT),
        parameters.get(Catalogue.DRAIN_CALLS),
        parameters.get(Catalogue.DRAIN),
        options
            .apps()
            .or(() -> directoryOf("SIPACC_APPS"))
            .map(HostedApplications::of)
            .orElse(HostedApplications.NONE),
        options.demo(),
        parameters.warnings());
  }

  private Properties propertiesWith(RunOptions options) {
    Properties properties = new Properties();
    properties.putAll(systemProperties);
    options.database().ifPresent(url -> properties.setProperty(DB_URL_PROPERTY, url));
    return properties;
  }

  private Path data(RunOptions options) {
    return options
        .data()
        .or(() -> directoryOf("SIPACC_DATA"))
        .orElse(home.resolve("data"))
        .toAbsolutePath()
        .normalize();
  }

  private Optional<Path> config(RunOptions options) {
    return options
        .config()
        .or(() -> directoryOf("SIPACC_CONFIG"))
        .map(directory -> directory.toAbsolutePath().normalize());
  }

  private Optional<Path> directoryOf(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }

  private static List<SipAddress> sip(RunOptions options, Parameters parameters) {
    boolean optionsSayIt = !options.sipHosts().isEmpty() || options.sipPort().isPresent();
    if (!optionsSayIt && !parameters.get(Catalogue.LISTEN).isEmpty()) {
      return parameters.get(Catalogue.LISTEN).stream()
          .map(
              listen ->
                  new SipAddress(
                      listen.transport(), SipAddress.resolve(listen.host()), listen.port()))
          .toList();
    }
    List<String> hosts =
        options.sipHosts().isEmpty() ? List.of(DEFAULT_SIP_HOST) : options.sipHosts();
    return SipAddress.onEach(hosts, options.sipPort().orElse(DEFAULT_SIP_PORT));
  }

  private Optional<DatabaseUrl> database(RunOptions options, Parameters parameters, Path data) {
    if (!parameters.databaseEnabled()) {
      return Optional.empty();
    }
    Optional<String> url = parameters.databaseUrl();
    if (url.isEmpty()) {
      return Optional.of(DatabaseUrl.embedded(data));
    }
    DatabaseCredentials credentials =
        DatabaseCredentials.fromEnvironment(environment)
            .orElse(
                new DatabaseCredentials(
                    parameters.get(Catalogue.DB_USER).orElse(""),
                    parameters.get(Catalogue.DB_PASSWORD).orElse("")));
    try {
      return Optional.of(DatabaseUrl.parse(url.get(), credentials));
    } catch (IllegalArgumentException e) {
      String name = options.database().isPresent() ? "--db" : "acc.db_url";
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static void checkPort(String option, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          option + " is " + port + ": a port is a number from 1 to 65535");
    }
  }
}
