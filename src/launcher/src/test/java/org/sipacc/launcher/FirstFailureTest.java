package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class FirstFailureTest {

  private final FirstFailure failure = new FirstFailure();

  @Test
  void theFirstSevereMessageIsKept() {
    log(Level.WARNING, "odd", null);
    assertThat(failure.message()).isEmpty();

    log(Level.SEVERE, "first", null);
    log(Level.SEVERE, "second", null);

    assertThat(failure.message()).contains("first");
  }

  @Test
  void whatOurOwnExceptionSaysIsWorthMoreThanTheContainersWrapping() {
    Exception ours =
        new StartFailedException("make it writable", new java.io.IOException("denied"));

    log(Level.SEVERE, "bean failed", new IllegalStateException("wrapped", ours));

    assertThat(failure.message()).contains("make it writable");
  }

  @Test
  void otherwiseTheDeepestCauseIsTold() {
    log(Level.SEVERE, "failed", new IllegalStateException(new java.io.IOException("disk full")));

    assertThat(failure.message()).contains("failed: java.io.IOException: disk full");
  }

  private void log(Level level, String message, Throwable thrown) {
    LogRecord logged = new LogRecord(level, message);
    logged.setThrown(thrown);
    failure.publish(logged);
  }
}
