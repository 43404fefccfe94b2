package org.sipacc.accounting.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a configuration file: the operator's own, or the one this product brings along where
 * the operator has none.
 *
 * @param source its name in messages
 */
public record ConfigurationFile(String source, String text) {

  /**
   * The file of a directory; the built-in one if there is no directory, or no such file in it.
   *
   * @throws ConfigurationException if the directory does not exist or the file cannot be read
   */
  public static ConfigurationFile load(Optional<Path> directory, String name) {
    if (directory.isEmpty()) {
      return builtIn(name);
    }
    if (!Files.isDirectory(directory.get())) {
      throw new ConfigurationException(
          new Place(directory.get().toString()),
          "there is no such configuration directory; make it, or name another");
    }
    Path file = directory.get().resolve(name);
    return Files.exists(file) ? read(file) : builtIn(name);
  }

  /** A file that must be there. */
  public static ConfigurationFile read(Path file) {
    try {
      return new ConfigurationFile(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          new Place(file.toString()), "is not UTF-8 text; save it with that encoding");
    } catch (IOException e) {
      throw new ConfigurationException(
          new Place(file.toString()), "cannot be read (" + e + "); check that it is there for us");
    }
  }

  /** The one this product brings along, {@code container-config/NAME} in its sources. */
  public static ConfigurationFile builtIn(String name) {
    try (InputStream stream =
        ConfigurationFile.class.getResourceAsStream("/org/sipacc/accounting/builtin/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("this build lacks its built-in " + name);
      }
      return new ConfigurationFile(
          "built-in " + name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
