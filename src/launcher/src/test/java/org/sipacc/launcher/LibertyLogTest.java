package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyLogTest {

  private static final String BEGIN = "[2026-11-25T01:58:24.966+0000] 0000002c ";

  @TempDir private Path directory;
  private Path file;
  private LibertyLog log;

  @BeforeEach
  void open() {
    file = directory.resolve("messages.log");
    log = new LibertyLog(file);
  }

  @Test
  void whatOurOwnExceptionSaysIsWorthMoreThanTheContainersWrapping() throws IOException {
    write(
        BEGIN + "com.ibm.ejs.csi.EJB     E CNTR0190E: The bean failed with exception:",
        "javax.ejb.NoSuchEJBException: nested",
        "Caused by: java.lang.IllegalStateException: wrapped",
        "Caused by: org.sipacc.some.OurException: make it writable",
        "Caused by: java.io.IOException: denied");

    assertThat(log.failure()).contains("make it writable");
  }

  @Test
  void otherwiseTheFirstErrorIsTold() throws IOException {
    write(
        BEGIN + "com.ibm.ws.Feature      I CWWKF0007I: Feature update started.",
        BEGIN + "com.ibm.ws.Feature      E CWWKF0042E: A feature cannot be found",
        BEGIN + "com.ibm.ws.App          E CWWKZ0002E: An exception occurred");

    assertThat(log.failure()).contains("CWWKF0042E: A feature cannot be found");
    assertThat(log.unopenedPort()).isEmpty();
  }

  @Test
  void aPortThatCouldNotBeOpenedIsTold() throws IOException {
    write(
        BEGIN + "com.ibm.ws.App          E SRVE0777E: Exception thrown",
        BEGIN + "com.ibm.ws.tcpchannel   E CWWKO0221E: TCP/IP port 5060 is in use");

    assertThat(log.unopenedPort()).contains("CWWKO0221E: TCP/IP port 5060 is in use");
  }

  @Test
  void aLogThatIsNotThereTellsNothing() {
    assertThat(log.failure()).isEmpty();
  }

  private void write(String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines));
  }
}
