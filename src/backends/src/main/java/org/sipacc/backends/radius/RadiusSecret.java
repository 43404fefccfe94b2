package org.sipacc.backends.radius;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The secret that a client shares with a server; it is never shown. */
final class RadiusSecret {
  private final byte[] bytes;

  private RadiusSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  static RadiusSecret of(String text) {
    return new RadiusSecret(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RadiusSecret secret && Arrays.equals(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
