package org.sipacc.backends.event;

import java.util.function.Supplier;

/**
 * Does something with this application's class loader as the thread's. Kafka's client looks for its
 * own classes there, and the threads that it starts inherit it; a container's thread may have
 * another.
 */
final class OwnClassLoader {
  private OwnClassLoader() {}

  static <T> T call(Supplier<T> task) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(OwnClassLoader.class.getClassLoader());
    try {
      return task.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
