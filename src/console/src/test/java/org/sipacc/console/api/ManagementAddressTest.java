package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementAddressTest {
  @TempDir private Path data;

  @AfterEach
  void noLauncher() {
    System.clearProperty("sipacc.http.host");
    System.clearProperty("sipacc.http.port");
  }

  @Test
  void isLeftInTheDataDirectoryUntilTheServerStops() {
    System.setProperty("sipacc.http.host", "127.0.0.1");
    System.setProperty("sipacc.http.port", "8081");

    ManagementAddress address = ManagementAddress.publish(data).orElseThrow();

    assertThat(data.resolve("management.properties"))
        .content()
        .endsWith("url=http://127.0.0.1:8081/\n");
    address.withdraw();
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void isNotKnownWithoutTheLauncher() {
    assertThat(ManagementAddress.publish(data)).isEmpty();
    assertThat(data).isEmptyDirectory();
  }
}
