package org.sipacc.proxy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs our Record-Route, so that a Route that comes back after a restart can be told from one that
 * somebody made up: the parameters {@code sk} (which key), {@code st} (when the INVITE came,
 * seconds since 1970 in base 36), {@code sn} (the number of the call's node) and {@code ss}
 * (HMAC-SHA256 over Call-ID, caller's tag, that time and that number, 128 bits of it). One without
 * {@code sn}, over the other three, is of an earlier version. A signature is void when the longest
 * lifetime of a call has passed.
 */
final class RouteSignature {
  static final String KEY = "sk";
  static final String TIME = "st";
  static final String NODE = "sn";
  static final String SIGNATURE = "ss";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_ID_DIGITS = 8;
  private static final int SIGNATURE_BYTES = 16;
  private static final int TIME_RADIX = 36;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
  private final String current;
  private final Duration longest;
  private final String node;

  /**
   * @param secrets the first signs, the others are still accepted: keys are rotated so
   * @param longest how long a signature holds
   * @param node the number of this node
   */
  RouteSignature(List<byte[]> secrets, Duration longest, int node) {
    secrets.forEach(secret -> keys.putIfAbsent(id(secret), new SecretKeySpec(secret, ALGORITHM)));
    this.current = keys.keySet().iterator().next();
    this.longest = longest;
    this.node = Integer.toString(node);
  }

  /** The parameters for a call's Record-Route. */
  Map<String, String> sign(String callId, String callerTag, Instant invited) {
    String time = Long.toString(invited.getEpochSecond(), TIME_RADIX);
    String signature = mac(current, List.of(callId, callerTag, time, node));
    return Map.of(KEY, current, TIME, time, NODE, node, SIGNATURE, signature);
  }

  /**
   * What a valid signature tells of a call.
   *
   * @param invited when its INVITE came
   * @param callerTag its From-tag
   * @param node the number of its node; empty if an earlier version signed
   */
  record Signed(Instant invited, String callerTag, OptionalInt node) {}

  /**
   * What is signed; empty unless the Route's parameters were signed here, or by a server with the
   * same key, for this call.
   *
   * @param oneTag one of the request's tags, the caller's or the callee's
   * @param otherTag the other
   */
  Optional<Signed> read(
      Map<String, String> parameters, String callId, String oneTag, String otherTag, Instant now) {
    String key = parameters.getOrDefault(KEY, "");
    String time = parameters.getOrDefault(TIME, "");
    Optional<String> number = Optional.ofNullable(parameters.get(NODE));
    byte[] given = parameters.getOrDefault(SIGNATURE, "").getBytes(StandardCharsets.US_ASCII);
    if (!keys.containsKey(key)) {
      return Optional.empty();
    }
    return instant(time)
        .filter(invited -> isFresh(invited, now))
        .flatMap(
            invited ->
                Stream.of(oneTag, otherTag)
                    .filter(tag -> isRight(given, key, signed(callId, tag, time, number)))
                    .findFirst()
                    .map(tag -> new Signed(invited, tag, node(number))));
  }

  private static List<String> signed(
      String callId, String tag, String time, Optional<String> number) {
    return number
        .map(node -> List.of(callId, tag, time, node))
        .orElseGet(() -> List.of(callId, tag, time));
  }

  private boolean isRight(byte[] given, String key, List<String> values) {
    return MessageDigest.isEqual(mac(key, values).getBytes(StandardCharsets.US_ASCII), given);
  }

  /** Of a number that was signed, and so is one. */
  private static OptionalInt node(Optional<String> number) {
    return number.map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private boolean isFresh(Instant invited, Instant now) {
    return !invited.plus(longest).isBefore(now);
  }

  private static Optional<Instant> instant(String time) {
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(time, TIME_RADIX)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private String mac(String key, List<String> values) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(keys.get(key));
      byte[] whole = mac.doFinal(String.join("\n", values).getBytes(StandardCharsets.UTF_8));
      return TEXT.encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static String id(byte[] secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
      return HexFormat.of().formatHex(hash).substring(0, KEY_ID_DIGITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
