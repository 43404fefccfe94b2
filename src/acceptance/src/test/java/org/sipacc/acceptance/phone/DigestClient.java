package org.sipacc.acceptance.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a phone answers a challenge (RFC 7616). */
public final class DigestClient {
  private DigestClient() {}

  /** The hash of the parts with colons between them. */
  public static String hash(String algorithm, String... parts) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm)
                  .digest(String.join(":", parts).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A field of a challenge. */
  public static String field(String challenge, String name) {
    return challenge.replaceFirst(".*\\b" + name + "=\"?([^\",]*)\"?.*", "$1");
  }

  /** The credentials for a challenge; a count of 0 is none. */
  public static String answer(
      String challenge, String method, String uri, String user, String password, int count) {
    String algorithm = field(challenge, "algorithm");
    String nonce = field(challenge, "nonce");
    String ha1 = hash(algorithm, user, field(challenge, "realm"), password);
    String ha2 = hash(algorithm, method, uri);
    String nc = "%08x".formatted(count);
    String response =
        count == 0
            ? hash(algorithm, ha1, nonce, ha2)
            : hash(algorithm, ha1, nonce, nc, "c0ffee", "auth", ha2);
    return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s%s"
        .formatted(
            user,
            field(challenge, "realm"),
            nonce,
            uri,
            response,
            algorithm,
            count == 0 ? "" : ", qop=auth, nc=" + nc + ", cnonce=\"c0ffee\"");
  }
}
