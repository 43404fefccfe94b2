package org.sipacc.launcher;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Keeps the first severe message of the server's log: why a start failed, in one line. */
final class FirstFailure extends Handler {

  private final AtomicReference<String> message = new AtomicReference<>();
  private final SimpleFormatter formatter = new SimpleFormatter();

  FirstFailure() {
    setLevel(Level.SEVERE);
  }

  Optional<String> message() {
    return Optional.ofNullable(message.get());
  }

  @Override
  public void publish(LogRecord logged) {
    if (isLoggable(logged)) {
      message.compareAndSet(null, text(logged));
    }
  }

  private String text(LogRecord logged) {
    String text = String.valueOf(formatter.formatMessage(logged)).lines().findFirst().orElse("");
    Throwable cause = logged.getThrown();
    if (cause == null) {
      return text;
    }
    for (int depth = 0; cause.getCause() != null && depth < 50; depth++) {
      cause = cause.getCause();
    }
    return text + ": " + cause;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
