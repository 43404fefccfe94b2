package org.sipacc.backends.radius;

import java.util.Map;

/** The numbers that OpenSIPS gives to SIP methods: a bit each. */
final class SipMethods {
  private static final int OTHER = 16_384;
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("INVITE", 1),
          Map.entry("CANCEL", 2),
          Map.entry("ACK", 4),
          Map.entry("BYE", 8),
          Map.entry("INFO", 16),
          Map.entry("OPTIONS", 32),
          Map.entry("UPDATE", 64),
          Map.entry("REGISTER", 128),
          Map.entry("MESSAGE", 256),
          Map.entry("SUBSCRIBE", 512),
          Map.entry("NOTIFY", 1024),
          Map.entry("PRACK", 2048),
          Map.entry("REFER", 4096),
          Map.entry("PUBLISH", 8192));

  private SipMethods() {}

  /** The value of {@code Sip-Method}. */
  static int number(String method) {
    return NUMBERS.getOrDefault(method, OTHER);
  }
}
