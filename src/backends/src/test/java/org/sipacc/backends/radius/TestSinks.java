package org.sipacc.backends.radius;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.delivery.Sink;

/** Sinks as the parameters make them. */
final class TestSinks {
  private TestSinks() {}

  /**
   * @param directory of the configuration, and of the cursor
   * @param more further parameters: a name with its section, and the value
   */
  static Sink of(Path directory, String aaaUrl, String... more) {
    Properties properties = new Properties();
    properties.put("sipacc.acc.aaa_url", aaaUrl);
    for (int i = 0; i < more.length; i += 2) {
      properties.put("sipacc." + more[i], more[i + 1]);
    }
    Parameters parameters = Parameters.load(Optional.empty(), Map.of(), properties);
    return RadiusSinks.of(parameters, Optional.of(directory), directory.resolve("cursors")).get(0);
  }
}
