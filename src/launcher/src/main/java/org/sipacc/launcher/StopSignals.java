package org.sipacc.launcher;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM and SIGINT stop the server before the JVM shuts down. A shutdown hook would be too late:
 * the embedded database has one of its own, which runs beside ours and would close under the
 * records that are still being delivered.
 */
final class StopSignals {

  private static final Duration CLEANING_UP = Duration.ofSeconds(20);

  private final Container server;
  private final Duration longest;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private StopSignals(Container server, Duration longest) {
    this.server = server;
    this.longest = longest;
  }

  /**
   * Handles them from now on.
   *
   * @param waiting how long the server waits for calls and backends
   */
  static void handle(Container server, Duration waiting) {
    StopSignals signals = new StopSignals(server, CLEANING_UP.plus(waiting));
    onSignal("TERM", signals::stop);
    onSignal("INT", signals::stop);
  }

  private void stop() {
    if (stopping.compareAndSet(false, true)) {
      System.exit(stopped() ? 0 : 1);
    }
  }

  private boolean stopped() {
    try {
      CompletableFuture.runAsync(server::stop).get(longest.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      System.err.println("sipacc: the server did not stop in good order: " + e);
      return false;
    }
  }

  /** By reflection, because the compiler warns of sun.misc, which jdk.unsupported keeps. */
  private static void onSignal(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new StartFailedException("this Java cannot handle SIG" + name + ": use a JDK 17", e);
    }
  }
}
