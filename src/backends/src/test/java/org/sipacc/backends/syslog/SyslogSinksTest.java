package org.sipacc.backends.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.parameter.Parameters;

class SyslogSinksTest {
  @TempDir private Path cursors;

  @Test
  void linesAboveTheServersLevelHaveNoSink() {
    assertThat(sinks("core.log_level", "2", "acc.log_level", "3")).isZero();
    assertThat(sinks("core.log_level", "3", "acc.log_level", "3")).isEqualTo(1);
    assertThat(sinks("core.log_level", "1", "acc.log_level", "-1")).isEqualTo(1);
  }

  @Test
  void withoutAnUrlThereIsASinkJustWhereTheUsualSocketIs() {
    boolean usual = Files.exists(Path.of("/dev/log"));

    assertThat(sinks("sipacc.syslog_url", "")).isEqualTo(usual ? 1 : 0);
  }

  private int sinks(String... parameters) {
    Properties properties = new Properties();
    properties.put("sipacc.sipacc.syslog_url", "udp://127.0.0.1:9");
    for (int i = 0; i < parameters.length; i += 2) {
      properties.put("sipacc." + parameters[i], parameters[i + 1]);
    }
    return SyslogSinks.of(
            Parameters.load(Optional.empty(), Map.of(), properties), cursors, Thread::new)
        .size();
  }
}
