package org.sipacc.restcomm.engine;

import java.util.function.Supplier;

/**
 * Calls functions of an application with that application's class loader, on whichever thread.
 *
 * @param loader the application's
 */
record InApplication(ClassLoader loader) {

  /** The application that calls now. */
  static InApplication here() {
    return new InApplication(Thread.currentThread().getContextClassLoader());
  }

  <T> T call(Supplier<T> function) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return function.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  void run(Runnable function) {
    call(
        () -> {
          function.run();
          return this;
        });
  }
}
