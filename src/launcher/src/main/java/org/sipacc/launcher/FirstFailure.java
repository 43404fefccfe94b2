package org.sipacc.launcher;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Keeps the first severe message of the server's log, which tells why a start failed. What one of
 * our own exceptions says is worth more than what the container says about it.
 */
final class FirstFailure extends Handler {

  private static final int MAX_CAUSES = 50;

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
    List<Throwable> causes =
        Stream.iterate(logged.getThrown(), Objects::nonNull, Throwable::getCause)
            .limit(MAX_CAUSES)
            .toList();
    return causes.stream()
        .filter(cause -> cause.getClass().getName().startsWith("org.sipacc."))
        .findFirst()
        .map(Throwable::getMessage)
        .orElseGet(
            () -> {
              String text = String.valueOf(formatter.formatMessage(logged));
              return causes.isEmpty() ? text : text + ": " + causes.get(causes.size() - 1);
            });
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
