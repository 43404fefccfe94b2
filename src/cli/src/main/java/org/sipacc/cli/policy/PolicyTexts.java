package org.sipacc.cli.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.ServerOptions;

/** Finds the texts that an operator names. */
final class PolicyTexts {

  static final String ACTIVE = "active";

  private final ServerOptions server;
  private ManagementClient client;

  PolicyTexts(ServerOptions server) {
    this.server = server;
  }

  /** The text of a version of the server's history, of {@code active} or of {@code previous}. */
  ConfigurationFile version(String name) {
    return client().getYaml(ApiPath.of("policies", name));
  }

  /** The text of a file, if there is one of that name, or of a version. */
  ConfigurationFile fileOrVersion(String name) {
    if (!Files.isRegularFile(Path.of(name))) {
      return version(name);
    }
    try {
      return ConfigurationFile.read(Path.of(name));
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }

  private ManagementClient client() {
    if (client == null) {
      client = server.client();
    }
    return client;
  }
}
