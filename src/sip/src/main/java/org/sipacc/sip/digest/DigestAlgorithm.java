package org.sipacc.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The hash functions, the stronger first (RFC 7616 section 3.3, RFC 8760 section 2.3). */
public enum DigestAlgorithm {
  SHA_256("SHA-256"),
  MD5("MD5");

  private final String token;

  DigestAlgorithm(String token) {
    this.token = token;
  }

  /** As headers and policies write it. */
  public String token() {
    return token;
  }

  /** All of them as policies write them. */
  public static List<String> tokens() {
    return Arrays.stream(values()).map(DigestAlgorithm::token).toList();
  }

  /** The one that is written so; letter case does not count. */
  public static Optional<DigestAlgorithm> ofToken(String written) {
    return Arrays.stream(values()).filter(a -> a.token.equalsIgnoreCase(written)).findFirst();
  }

  /** The hash of the parts with colons between them, as hexadecimal digits in lower case. */
  public String hash(String... parts) {
    try {
      byte[] text = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(token).digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + token, e);
    }
  }
}
