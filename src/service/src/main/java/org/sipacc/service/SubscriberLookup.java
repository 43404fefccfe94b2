package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.access.StoredSubscribers;
import org.sipacc.sip.digest.DigestAuthenticator;
import org.sipacc.sip.digest.Nonces;
import org.sipacc.sip.digest.Subscriber;
import org.sipacc.sip.digest.Subscribers;

/**
 * Subscribers from the database, by way of a memory: while the database cannot be asked, what is
 * remembered still counts, however old.
 *
 * <p>Thread-safe. A SIP thread waits for the database here, but not long, and not at each request
 * while it is down.
 */
final class SubscriberLookup implements Subscribers {
  private static final Logger LOG = System.getLogger(SubscriberLookup.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int SECRET_BYTES = 32;
  private static final int MOST = 50_000;

  private final Subscribers stored;
  private final Duration fresh;
  private final InstantSource clock;
  private final Map<Key, Remembered> memory = new LinkedHashMap<>();
  private final Map<String, Instant> pauses = new HashMap<>();

  SubscriberLookup(Subscribers stored, Duration fresh, InstantSource clock) {
    this.stored = stored;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** What checks credentials against the accounting database; without one it cannot decide. */
  static DigestAuthenticator authenticator(
      Parameters parameters, Optional<AccountingPersistence> persistence) {
    InstantSource clock = InstantSource.system();
    Subscribers stored =
        persistence
            .<Subscribers>map(database -> new StoredSubscribers(database, parameters)::find)
            .orElse(
                (table, user, domain) -> {
                  throw new PersistenceException("acc.db_url is empty, so there is no database");
                });
    return new DigestAuthenticator(
        new Nonces(parameters.get(Catalogue.NONCE_EXPIRE), secret(parameters), clock),
        new SubscriberLookup(stored, parameters.get(Catalogue.SUBSCRIBER_CACHE), clock));
  }

  private static byte[] secret(Parameters parameters) {
    return parameters
        .get(Catalogue.AUTH_SECRET)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .orElseGet(
            () -> {
              byte[] random = new byte[SECRET_BYTES];
              new SecureRandom().nextBytes(random);
              return random;
            });
  }

  @Override
  public Optional<Subscriber> find(String table, String user, String domain) {
    Key key = new Key(table, user, domain);
    Instant now = clock.instant();
    Optional<Remembered> known = known(key);
    if (known.filter(k -> k.at().plus(fresh).isAfter(now)).isPresent()) {
      return known.get().subscriber();
    }
    if (mayAsk(table, now)) {
      try {
        Optional<Subscriber> found = stored.find(table, user, domain);
        remember(key, new Remembered(found, now));
        return found;
      } catch (PersistenceException e) {
        failed(table, e);
      }
    }
    return known
        .orElseThrow(
            () -> new SubscribersUnavailableException("table " + table + " cannot be read", null))
        .subscriber();
  }

  private synchronized Optional<Remembered> known(Key key) {
    return Optional.ofNullable(memory.get(key));
  }

  private synchronized void remember(Key key, Remembered found) {
    memory.remove(key);
    memory.put(key, found);
    Iterator<Key> eldest = memory.keySet().iterator();
    while (memory.size() > MOST) {
      eldest.next();
      eldest.remove();
    }
  }

  private synchronized boolean mayAsk(String table, Instant now) {
    return !now.isBefore(pauses.getOrDefault(table, Instant.MIN));
  }

  private synchronized void failed(String table, PersistenceException problem) {
    pauses.put(table, clock.instant().plus(PAUSE));
    LOG.log(
        Level.WARNING,
        "authenticate: subscribers cannot be read from table {0}: {1}",
        table,
        problem.getMessage());
  }

  private record Key(String table, String user, String domain) {}

  private record Remembered(Optional<Subscriber> subscriber, Instant at) {}
}
