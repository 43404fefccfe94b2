package org.sipacc.service.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The logins of this node, by the hash of their cookie's value. They are in memory only: a restart
 * ends them all. Their number is bounded; the one that was unused for longest gives way.
 */
final class Sessions {
  static final Duration LONGEST = Duration.ofHours(12);
  private static final int MAX_SESSIONS = 1000;
  private static final Duration CHECK_AFTER = Duration.ofSeconds(5);

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Duration timeout;
  private final Clock clock;

  Sessions(Duration timeout, Clock clock) {
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Begins one; returns the cookie's value, which nobody but the user has from now on. */
  String begin(Identity identity) {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> isOver(session, now));
    if (sessions.size() >= MAX_SESSIONS) {
      sessions.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().used()))
          .ifPresent(oldest -> sessions.remove(oldest.getKey()));
    }
    String id = RandomText.secret();
    sessions.put(RandomText.hash(id), new Session(identity, RandomText.secret(), now, now, now));
    return id;
  }

  /**
   * The session of a cookie, which is used by this.
   *
   * @param lookUp who the user of a name is now; empty if the user may not go on
   */
  Optional<Session> use(String id, Function<Identity, Optional<Identity>> lookUp) {
    Instant now = clock.instant();
    return Optional.ofNullable(
        sessions.computeIfPresent(
            RandomText.hash(id),
            (hash, session) -> {
              if (isOver(session, now)) {
                return null;
              }
              if (session.checked().plus(CHECK_AFTER).isAfter(now)) {
                return session.usedAt(now);
              }
              return lookUp
                  .apply(session.identity())
                  .map(found -> session.as(found, now).usedAt(now))
                  .orElse(null);
            }));
  }

  void end(String id) {
    sessions.remove(RandomText.hash(id));
  }

  /** Ends all of a user. */
  void endAllOf(String user) {
    sessions.values().removeIf(session -> session.identity().name().equals(user));
  }

  private boolean isOver(Session session, Instant now) {
    return !session.used().plus(timeout).isAfter(now)
        || !session.begun().plus(LONGEST).isAfter(now);
  }
}
