package org.sipacc.backends.radius;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;

/**
 * The configuration file of radiusclient-ng and freeradius-client: an option and its value a line.
 * The secrets stand in the file that its {@code servers} names, {@code host secret} a line, or
 * behind the port in {@code acctserver}.
 */
final class ClientFile {
  private ClientFile() {}

  /**
   * Reads the file, and that of the secrets.
   *
   * @throws ConfigurationException if one is missing or wrong; it names file and line, no secret
   */
  static RadiusConfiguration read(Path file) {
    ClientOptions options = new ClientOptions(directory(file));
    int number = 0;
    for (String line : lines(file, "acc.aaa_url names")) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        String[] words = text.split("\\s+", 2);
        Place place = new Place(file + ":" + number);
        options.set(
            words[0],
            words.length > 1 ? words[1] : "",
            problem -> new ConfigurationException(place, problem));
      }
    }
    if (!options.hasServers()) {
      throw new ConfigurationException(
          new Place(file.toString()), "there is no acctserver; write acctserver host:1813");
    }
    return options.configuration(name -> secret(file, options.secrets(), name));
  }

  private static RadiusSecret secret(Path file, Optional<Path> secrets, ServerName server) {
    if (secrets.isEmpty()) {
      throw new ConfigurationException(
          new Place(file.toString()),
          "server "
              + server.host()
              + " has no secret; write servers and the name of a file with lines \"host secret\"");
    }
    int number = 0;
    for (String line : lines(secrets.get(), file + " names")) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String[] words = text.split("\\s+");
      if (words.length < 2) {
        throw new ConfigurationException(
            new Place(secrets.get() + ":" + number), "the secret is missing behind the host");
      }
      if (isOf(words[0], server)) {
        return RadiusSecret.of(words[1]);
      }
    }
    throw new ConfigurationException(
        new Place(secrets.get().toString()),
        "there is no line for " + server.host() + "; write \"" + server.host() + " secret\"");
  }

  /** {@code host}, {@code host:port}, or {@code client/server}, either of which may be the one. */
  private static boolean isOf(String written, ServerName server) {
    return List.of(written.split("/", 2)).stream()
        .anyMatch(
            name ->
                name.equalsIgnoreCase(server.host())
                    || name.equalsIgnoreCase(server.host() + ":" + server.port()));
  }

  private static Path directory(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static List<String> lines(Path file, String namedBy) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigurationException(namedBy + " " + file + ", which cannot be read: " + e);
    }
  }
}
