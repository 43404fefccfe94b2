package org.sipacc.backends.event;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * Does something with this application's class loader as the thread's. Kafka's client looks for its
 * own classes there, and the threads that it starts inherit it; JNDI tells by it whose names are
 * meant. A container's thread may have another.
 */
final class OwnClassLoader {
  private OwnClassLoader() {}

  /** What may fail to reach something. */
  interface Task {
    void run() throws IOException;
  }

  static <T> T call(Supplier<T> task) {
    ClassLoader before = enter();
    try {
      return task.get();
    } finally {
      leave(before);
    }
  }

  static void during(Task task) throws IOException {
    ClassLoader before = enter();
    try {
      task.run();
    } finally {
      leave(before);
    }
  }

  private static ClassLoader enter() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(OwnClassLoader.class.getClassLoader());
    return before;
  }

  private static void leave(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
  }
}
