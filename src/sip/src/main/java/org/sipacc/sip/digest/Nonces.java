package org.sipacc.sip.digest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of challenges. Each tells its own age and that it was made here, so nothing is kept of
 * those that are never used; of those that were it is known which counts they have had, as long as
 * they could be used.
 *
 * <p>Thread-safe.
 */
public final class Nonces {
  private static final int RANDOM_BYTES = 8;
  private static final int SIGNATURE_BYTES = 16;
  private static final int LENGTH = Long.BYTES + RANDOM_BYTES + SIGNATURE_BYTES;

  /** Requests overtake each other: so far behind the highest count one may still come, once. */
  private static final int WINDOW = 64;

  private static final int MOST_USED = 100_000;

  private final Duration lifetime;
  private final SecretKeySpec secret;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Counts> used = new LinkedHashMap<>();
  private Instant forgotten = Instant.MIN;

  /**
   * @param lifetime how long a nonce may be used: {@code nonce_expire}
   * @param secret signs them; servers with the same one accept each other's
   */
  public Nonces(Duration lifetime, byte[] secret, InstantSource clock) {
    this.lifetime = lifetime;
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /** A new one. */
  String make() {
    byte[] salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    ByteBuffer nonce = ByteBuffer.allocate(LENGTH).putLong(clock.millis()).put(salt);
    nonce.put(signature(nonce.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
  }

  /**
   * Uses one.
   *
   * @param count {@code nc}, from 1 on; 0 without {@code qop}, which makes it good for one request
   * @return false if it is not ours, too old, or has been used with this count
   */
  boolean use(String nonce, long count) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != LENGTH
        || !MessageDigest.isEqual(
            signature(bytes), Arrays.copyOfRange(bytes, LENGTH - SIGNATURE_BYTES, LENGTH))) {
      return false;
    }
    Instant now = clock.instant();
    Instant made = Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
    return !made.plus(lifetime).isBefore(now) && count(nonce, made, count, now);
  }

  private synchronized boolean count(String nonce, Instant made, long count, Instant now) {
    forgetOld(now);
    Counts counts = used.get(nonce);
    if (counts == null) {
      if (!made.isAfter(forgotten)) {
        return false;
      }
      counts = new Counts(made);
      used.put(nonce, counts);
    }
    return counts.take(count);
  }

  /** If there are too many, those that were used first go early, and with them all made before. */
  private void forgetOld(Instant now) {
    Iterator<Counts> eldest = used.values().iterator();
    while (eldest.hasNext()) {
      Counts counts = eldest.next();
      boolean expired = counts.made.plus(lifetime).isBefore(now);
      if (!expired && used.size() < MOST_USED) {
        return;
      }
      if (!expired && counts.made.isAfter(forgotten)) {
        forgotten = counts.made;
      }
      eldest.remove();
    }
  }

  private byte[] signature(byte[] nonce) {
    try {
      Mac mac = Mac.getInstance(secret.getAlgorithm());
      mac.init(secret);
      mac.update(nonce, 0, LENGTH - SIGNATURE_BYTES);
      return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + secret.getAlgorithm(), e);
    }
  }

  /** Which counts a nonce has had: the highest, and a bit for each of those before it. */
  private static final class Counts {
    private final Instant made;
    private long highest = -1;
    private long before;

    private Counts(Instant made) {
      this.made = made;
    }

    private boolean take(long count) {
      if (count > highest) {
        long ahead = count - highest;
        before = ahead >= WINDOW ? 0 : before << ahead;
        before |= 1;
        highest = count;
        return true;
      }
      long behind = highest - count;
      if (count == 0 || behind >= WINDOW || (before & (1L << behind)) != 0) {
        return false;
      }
      before |= 1L << behind;
      return true;
    }
  }
}
