package org.sipacc.restcomm.gate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sip.header.ViaHeader;

/** Via branches that can be computed again and not be guessed. */
final class SignedBranch {

  private static final String MARK = "z9hG4bKstateless.";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  SignedBranch() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, ALGORITHM);
  }

  static boolean isMarked(String branch) {
    return branch != null && branch.startsWith(MARK);
  }

  /** The branch of the Via on top of that one. */
  String above(ViaHeader below, String callId) {
    String text =
        below.getBranch() + "\n" + below.getHost() + ":" + below.getPort() + "\n" + callId;
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
