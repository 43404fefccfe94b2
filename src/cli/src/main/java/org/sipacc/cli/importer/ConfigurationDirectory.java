package org.sipacc.cli.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.importer.OpenSipsImport;

/** Where an imported configuration is written. */
final class ConfigurationDirectory {
  static final String REPORT = "import-report.txt";

  private final Path directory;

  ConfigurationDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes all files, each as a whole.
   *
   * @param over whether files that are there may be replaced
   * @throws CommandFailedException if one is there that may not, or the directory takes none
   */
  void write(OpenSipsImport made, Path script, boolean over) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(Parameters.FILE_NAME, made.parameters());
    texts.put(PolicyReader.FILE_NAME, made.policy());
    texts.put(REPORT, made.report(script.toString()));
    for (String name : texts.keySet()) {
      Path file = directory.resolve(name);
      if (!over && Files.exists(file)) {
        throw new CommandFailedException(
            file + " is there already; name another directory, or write over it by --force");
      }
    }
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        write(directory.resolve(text.getKey()), text.getValue());
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          directory + " cannot be written to (" + e + "); name a directory of your own", e);
    }
  }

  /** For its owner only: the database's password may be in it. */
  private void write(Path file, String text) throws IOException {
    Path draft = Files.createTempFile(directory, "import", ".tmp");
    try {
      Files.writeString(draft, text);
      if (!file.endsWith(Parameters.FILE_NAME)
          && Files.getFileStore(draft).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
