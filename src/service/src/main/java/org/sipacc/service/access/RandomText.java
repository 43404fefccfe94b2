package org.sipacc.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Texts that nobody guesses, and what is kept of them. */
final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;
  private static final int PASSWORD_BYTES = 15;

  private RandomText() {}

  /** 256 random bits in 43 characters. */
  static String secret() {
    return text(SECRET_BYTES);
  }

  /** 120 random bits in 20 characters, to be typed once. */
  static String password() {
    return text(PASSWORD_BYTES);
  }

  /** SHA-256 in hexadecimal digits; enough for a secret, too little for a chosen password. */
  static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String text(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
