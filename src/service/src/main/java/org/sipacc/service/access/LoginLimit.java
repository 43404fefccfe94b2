package org.sipacc.service.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often a login may be tried under one key: some attempts at once, then one per interval.
 * Attempts that succeed are given back.
 */
final class LoginLimit {
  private static final int MAX_KEYS = 10_000;

  private final int atOnce;
  private final Duration interval;
  private final Clock clock;

  /** When the bucket of a key is full again; keys that are not there have a full one. */
  private final Map<String, Instant> fullAt =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_KEYS;
        }
      };

  LoginLimit(int atOnce, Duration interval, Clock clock) {
    this.atOnce = atOnce;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * Takes an attempt.
   *
   * @return how long to wait before the next one; empty if this one may go on
   */
  synchronized Optional<Duration> take(String key) {
    Instant now = clock.instant();
    Instant full = full(key, now).plus(interval);
    Instant latest = now.plus(interval.multipliedBy(atOnce));
    if (full.isAfter(latest)) {
      return Optional.of(Duration.between(latest, full));
    }
    fullAt.put(key, full);
    return Optional.empty();
  }

  /** Gives an attempt back. */
  synchronized void giveBack(String key) {
    Instant now = clock.instant();
    Instant full = full(key, now).minus(interval);
    if (full.isAfter(now)) {
      fullAt.put(key, full);
    } else {
      fullAt.remove(key);
    }
  }

  private Instant full(String key, Instant now) {
    Instant full = fullAt.get(key);
    return full == null || full.isBefore(now) ? now : full;
  }
}
