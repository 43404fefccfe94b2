package org.sipacc.cli;

import java.nio.file.Path;
import java.util.Map;

/** Where a server keeps its data, if nobody says otherwise. */
public final class DataDirectory {

  private DataDirectory() {}

  /**
   * {@code SIPACC_DATA}, or the directory {@code data} of the product's home, as bin/run has it.
   */
  public static Path byDefault(Map<String, String> environment) {
    String data = environment.getOrDefault("SIPACC_DATA", "");
    return data.isEmpty() ? Path.of(System.getProperty("sipacc.home", "."), "data") : Path.of(data);
  }
}
