package org.sipacc.backends.radius;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;

/**
 * Reads {@code aaa_url}: {@code radius:} and the path of a client's configuration file, as in
 * OpenSIPS, or {@code radius:host:port?secret_file=path} with further options behind ampersands.
 */
final class AaaUrl {
  private static final String SCHEME = "radius:";
  private static final Place PLACE = new Place("acc.aaa_url");

  private AaaUrl() {}

  /**
   * The configuration that the URL tells or leads to.
   *
   * @param directory what relative paths are relative to
   * @throws ConfigurationException if something is wrong on the way; no secret is in its message
   */
  static RadiusConfiguration read(String url, Path directory) {
    if (!url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
      throw problem(
          "must be radius: and the path of a radiusclient.conf, or"
              + " radius:host:port?secret_file=path");
    }
    String rest = url.substring(SCHEME.length());
    int question = rest.indexOf('?');
    return question < 0
        ? ClientFile.read(path(directory, rest))
        : inline(rest.substring(0, question), rest.substring(question + 1), directory);
  }

  private static RadiusConfiguration inline(String servers, String query, Path directory) {
    ClientOptions options = new ClientOptions(directory);
    options.set("acctserver", servers, AaaUrl::problem);
    if (options.hasSecrets()) {
      throw problem("holds a secret; write it into a file and secret_file=path behind the ?");
    }
    Optional<Path> secretFile = Optional.empty();
    for (String option : query.split("&")) {
      int equals = option.indexOf('=');
      String key = equals < 0 ? option : option.substring(0, equals);
      String value = equals < 0 ? "" : option.substring(equals + 1);
      if (key.equals("servers")) {
        throw problem("servers has no place behind the ?; write secret_file=path");
      } else if (key.equals("secret_file")) {
        secretFile = Optional.of(path(directory, value));
      } else {
        options.set(key, value, AaaUrl::problem);
      }
    }
    RadiusSecret secret =
        secret(secretFile.orElseThrow(() -> problem("write secret_file=path behind the ?")));
    return options.configuration(name -> secret);
  }

  private static RadiusSecret secret(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw problem("secret_file " + file + " is empty; write the secret into it");
      }
      return RadiusSecret.of(text);
    } catch (IOException e) {
      throw problem("secret_file " + file + " cannot be read: " + e);
    }
  }

  private static Path path(Path directory, String text) {
    try {
      return directory.resolve(text);
    } catch (InvalidPathException e) {
      throw problem("\"" + text + "\" is no path");
    }
  }

  private static ConfigurationException problem(String what) {
    return new ConfigurationException(PLACE, what);
  }
}
