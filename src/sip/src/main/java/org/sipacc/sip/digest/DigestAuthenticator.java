package org.sipacc.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks digest credentials and asks for them (RFC 7616 section 3.4). Thread-safe.
 *
 * <p>As OpenSIPS does, it leaves the credentials' {@code uri} uncompared with the Request-URI,
 * which a proxy on the way may have changed. A nonce that serves one request, or one count, keeps
 * others from using what they have overheard for another target.
 */
public final class DigestAuthenticator {
  private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{8}");
  private static final int HEX = 16;

  private final Nonces nonces;
  private final Subscribers subscribers;

  public DigestAuthenticator(Nonces nonces, Subscribers subscribers) {
    this.nonces = nonces;
    this.subscribers = subscribers;
  }

  /**
   * Checks a request's credentials; good ones are used up, with their nonce and count.
   *
   * @param headers the values of the header that {@code asked} has them in
   */
  public Verdict check(String method, List<String> headers, Authentication asked) {
    if (method.equals("ACK") || method.equals("CANCEL")) {
      return Verdict.GOOD;
    }
    List<DigestCredentials> ofRealm = ofRealm(headers, asked);
    return answering(ofRealm)
        .map(credentials -> check(method, credentials, asked))
        .orElse(ofRealm.isEmpty() ? Verdict.NONE : Verdict.WRONG);
  }

  /** The name that the credentials claim which {@link #check} looks at; "" if there are none. */
  public String username(List<String> headers, Authentication asked) {
    return answering(ofRealm(headers, asked)).map(c -> c.field("username")).orElse("");
  }

  private static List<DigestCredentials> ofRealm(List<String> headers, Authentication asked) {
    return DigestCredentials.all(headers).stream()
        .filter(credentials -> credentials.field("realm").equals(asked.realm()))
        .toList();
  }

  /** The first that answer a challenge which can be checked. */
  private static Optional<DigestCredentials> answering(List<DigestCredentials> ofRealm) {
    return ofRealm.stream().filter(c -> algorithm(c).isPresent()).findFirst();
  }

  private static Optional<DigestAlgorithm> algorithm(DigestCredentials credentials) {
    return credentials.field("algorithm").isEmpty()
        ? Optional.of(DigestAlgorithm.MD5)
        : DigestAlgorithm.ofToken(credentials.field("algorithm"));
  }

  private Verdict check(String method, DigestCredentials credentials, Authentication asked) {
    DigestAlgorithm algorithm = algorithm(credentials).orElseThrow();
    if (!isComplete(credentials)) {
      return Verdict.WRONG;
    }
    String domain = credentials.domain().isEmpty() ? asked.realm() : credentials.domain();
    Optional<String> ha1;
    try {
      ha1 =
          subscribers
              .find(asked.table(), credentials.user(), domain)
              .flatMap(s -> s.ha1(algorithm, credentials.field("username"), asked.realm()));
    } catch (Subscribers.SubscribersUnavailableException e) {
      return Verdict.UNDECIDED;
    }
    if (ha1.isEmpty()
        || !isSame(response(method, credentials, algorithm, ha1.get()), credentials)) {
      return Verdict.WRONG;
    }
    long count = hasQop(credentials) ? Long.parseLong(credentials.field("nc"), HEX) : 0;
    return nonces.use(credentials.field("nonce"), count) ? Verdict.GOOD : Verdict.STALE;
  }

  private static boolean isComplete(DigestCredentials credentials) {
    boolean counted =
        credentials.field("qop").equals("auth")
            && COUNT.matcher(credentials.field("nc")).matches()
            && Long.parseLong(credentials.field("nc"), HEX) > 0
            && !credentials.field("cnonce").isEmpty();
    return !credentials.user().isEmpty()
        && !credentials.field("nonce").isEmpty()
        && !credentials.field("uri").isEmpty()
        && (counted || !hasQop(credentials));
  }

  private static boolean hasQop(DigestCredentials credentials) {
    return !credentials.field("qop").isEmpty();
  }

  private static String response(
      String method, DigestCredentials credentials, DigestAlgorithm algorithm, String ha1) {
    String ha2 = algorithm.hash(method, credentials.field("uri"));
    String secret = ha1.toLowerCase(Locale.ROOT);
    String nonce = credentials.field("nonce");
    return hasQop(credentials)
        ? algorithm.hash(
            secret, nonce, credentials.field("nc"), credentials.field("cnonce"), "auth", ha2)
        : algorithm.hash(secret, nonce, ha2);
  }

  private static boolean isSame(String expected, DigestCredentials credentials) {
    String given = credentials.field("response").toLowerCase(Locale.ROOT);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The values of the header that asks for credentials, the preferred one first.
   *
   * @param stale the request's credentials were right but for their nonce: the sender tries again
   *     without asking for the password
   */
  public List<String> challenges(Challenge asked, boolean stale) {
    return asked.algorithms().stream()
        .map(
            algorithm ->
                "Digest realm="
                    + quoted(asked.realm())
                    + ", nonce=\""
                    + nonces.make()
                    + "\", algorithm="
                    + algorithm.token()
                    + (asked.qop() ? ", qop=\"auth\"" : "")
                    + (stale ? ", stale=true" : ""))
        .toList();
  }

  private static String quoted(String text) {
    return '"' + text.replaceAll("\\p{Cntrl}", "").replaceAll("([\"\\\\])", "\\\\$1") + '"';
  }
}
