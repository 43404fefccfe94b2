package org.sipacc.restcomm.gate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does what may take time, such as making a connection, on threads of its own: one thing after the
 * other for each call, calls side by side.
 */
final class CallQueues implements AutoCloseable {

  private static final Logger LOG = System.getLogger(CallQueues.class.getName());

  private final int most;
  private final ExecutorService threads;
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();
  private int size;

  /**
   * Makes them.
   *
   * @param threads most calls that are served at a time
   * @param most things that may wait, at least 1
   */
  CallQueues(int threads, int most) {
    this.most = most;
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "sipacc-relay");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    this.threads = executor;
  }

  /** Whether it will be done; not if too much waits, or after the end. */
  boolean execute(String callId, Runnable task) {
    synchronized (waiting) {
      if (size >= most) {
        return false;
      }
      Queue<Runnable> ofCall = waiting.get(callId);
      if (ofCall != null) {
        size++;
        return ofCall.add(task);
      }
      try {
        threads.execute(() -> serve(callId));
      } catch (RejectedExecutionException e) {
        return false;
      }
      size++;
      ofCall = new ArrayDeque<>();
      waiting.put(callId, ofCall);
      return ofCall.add(task);
    }
  }

  private void serve(String callId) {
    while (true) {
      Runnable task;
      synchronized (waiting) {
        Queue<Runnable> ofCall = waiting.get(callId);
        task = ofCall.poll();
        if (task == null) {
          waiting.remove(callId);
          return;
        }
        size--;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a message was not sent", e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
