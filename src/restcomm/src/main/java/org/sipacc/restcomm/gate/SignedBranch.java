package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sip.header.ViaHeader;

/**
 * Via branches that can be computed again and not be guessed: from the Via below, so that each copy
 * of a request gets the same one, and its CANCEL too; and from what the request was routed by, so
 * that one that comes back unchanged is known for a loop (RFC 3261 section 16.6, step 8).
 */
final class SignedBranch {

  private static final String MARK = "z9hG4bKstateless.";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ROUTING_BYTES = 9;
  private static final int ROUTING_LENGTH = 12;

  private final SecretKeySpec key;

  SignedBranch(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  static boolean isMarked(String branch) {
    return branch != null && branch.startsWith(MARK);
  }

  /**
   * The branch of the Via on top of that one.
   *
   * @param routing Request-URI and Routes
   */
  String above(ViaHeader below, SIPMessage message, String routing) {
    return branch(below, message, digest(routing));
  }

  /** Whether that is the branch of the Via on top of the other one. */
  boolean isAbove(String branch, ViaHeader below, SIPMessage message) {
    return isMarked(branch)
        && branch.length() > MARK.length() + ROUTING_LENGTH
        && equal(branch, branch(below, message, routingOf(branch)));
  }

  /** Whether a request routed so has got that branch. */
  boolean isRoutedSo(String branch, String routing) {
    return routingOf(branch).equals(digest(routing));
  }

  private static String routingOf(String branch) {
    return branch.substring(MARK.length(), MARK.length() + ROUTING_LENGTH);
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String branch(ViaHeader below, SIPMessage message, String routingDigest) {
    return MARK + routingDigest + "." + text(mac(below, message, routingDigest));
  }

  private byte[] mac(ViaHeader below, SIPMessage message, String routingDigest) {
    String text =
        String.join(
            "\n",
            String.valueOf(below.getBranch()),
            below.getHost() + ":" + below.getPort(),
            message.getCallId().getCallId(),
            Long.toString(message.getCSeq().getSeqNumber()),
            routingDigest);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  private static String digest(String routing) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(routing.getBytes(StandardCharsets.UTF_8));
      return text(java.util.Arrays.copyOf(hash, ROUTING_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
