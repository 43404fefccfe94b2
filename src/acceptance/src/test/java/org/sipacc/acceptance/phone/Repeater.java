package org.sipacc.acceptance.phone;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Repeats messages by the timers of RFC 3261, section 17, until they are answered; INVITEs as often
 * as other requests, so that one that was sent while a server was away meets it soon.
 */
final class Repeater implements AutoCloseable {
  private static final long T1_MILLIS = 500;
  private static final long T2_MILLIS = 4_000;
  private static final long LAST_MILLIS = 64 * T1_MILLIS;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "phone-retransmissions");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Future<?>> running = new ConcurrentHashMap<>();

  /** The key under which a request is repeated; the same for the request and its replies. */
  static String request(SipMessage message) {
    return "request " + message.branch() + " " + message.method();
  }

  /** The key under which an answer to an INVITE is repeated; the same for the reply and its ACK. */
  static String reply(SipMessage message) {
    return "reply " + message.callId() + " " + message.cseqNumber() + " " + message.toTag();
  }

  synchronized void start(String key, Runnable message) {
    schedule(key, message, T1_MILLIS, 0);
  }

  synchronized void stop(String key) {
    Future<?> future = running.remove(key);
    if (future != null) {
      future.cancel(false);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void schedule(String key, Runnable message, long interval, long elapsed) {
    if (elapsed + interval > LAST_MILLIS) {
      running.remove(key);
      return;
    }
    Runnable turn = () -> turn(key, message, interval, elapsed);
    running.put(key, clock.schedule(turn, interval, TimeUnit.MILLISECONDS));
  }

  private synchronized void turn(String key, Runnable message, long interval, long elapsed) {
    if (running.containsKey(key)) {
      message.run();
      long next = Math.min(interval * 2, T2_MILLIS);
      schedule(key, message, next, elapsed + interval);
    }
  }
}
