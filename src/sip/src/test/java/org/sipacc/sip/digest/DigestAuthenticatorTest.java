package org.sipacc.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestAuthenticatorTest {
  private static final String REALM = "sip_domain.net";
  private static final Authentication ASKED =
      new Authentication(Challenger.PROXY, REALM, "subscriber");

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final Map<String, Subscriber> table =
      new HashMap<>(Map.of("alice", new Subscriber(Optional.of("secret"), Map.of())));
  private final DigestAuthenticator authenticator =
      new DigestAuthenticator(
          new Nonces(Duration.ofSeconds(30), "key".getBytes(StandardCharsets.UTF_8), () -> now),
          (name, user, domain) -> Optional.ofNullable(table.get(user)));

  private String nonce(boolean qop) {
    String challenge =
        authenticator
            .challenges(
                new Challenge(Challenger.PROXY, REALM, qop, List.of(DigestAlgorithm.MD5)), false)
            .get(0);
    return challenge.replaceFirst(".*nonce=\"([^\"]*)\".*", "$1");
  }

  private static String credentials(
      DigestAlgorithm algorithm, String user, String password, String nonce, String count) {
    String ha1 = algorithm.hash(user, REALM, password);
    String ha2 = algorithm.hash("INVITE", "sip:40@example.org");
    String response =
        count.isEmpty()
            ? algorithm.hash(ha1, nonce, ha2)
            : algorithm.hash(ha1, nonce, count, "c0", "auth", ha2);
    return "Digest username=\""
        + user
        + "\", realm=\""
        + REALM
        + "\", nonce=\""
        + nonce
        + "\", uri=\"sip:40@example.org\", response=\""
        + response
        + "\", algorithm="
        + algorithm.token()
        + (count.isEmpty() ? "" : ", qop=auth, nc=" + count + ", cnonce=\"c0\"");
  }

  private Verdict check(String... credentials) {
    return authenticator.check("INVITE", List.of(credentials), ASKED);
  }

  @ParameterizedTest
  @EnumSource
  void theRightPasswordIsGood(DigestAlgorithm algorithm) {
    assertThat(check(credentials(algorithm, "alice", "secret", nonce(true), "00000001")))
        .isEqualTo(Verdict.GOOD);
  }

  @ParameterizedTest
  @EnumSource
  void aStoredHashServesAsThePassword(DigestAlgorithm algorithm) {
    table.put(
        "bob",
        new Subscriber(Optional.empty(), Map.of(algorithm, algorithm.hash("bob", REALM, "quiet"))));

    assertThat(check(credentials(algorithm, "bob", "quiet", nonce(true), "00000001")))
        .isEqualTo(Verdict.GOOD);
  }

  @Test
  void aHashOfAnotherAlgorithmDoesNot() {
    table.put(
        "bob",
        new Subscriber(
            Optional.empty(),
            Map.of(DigestAlgorithm.MD5, DigestAlgorithm.MD5.hash("bob", REALM, "quiet"))));

    assertThat(check(credentials(DigestAlgorithm.SHA_256, "bob", "quiet", nonce(true), "00000001")))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @CsvSource({"alice, guess", "mallory, secret"})
  void aWrongPasswordOrNameIsWrong(String user, String password) {
    assertThat(check(credentials(DigestAlgorithm.MD5, user, password, nonce(true), "00000001")))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void theSameCountIsAReplayAndTheNextOneIsNot() {
    String nonce = nonce(true);
    String first = credentials(DigestAlgorithm.MD5, "alice", "secret", nonce, "00000001");

    assertThat(check(first)).isEqualTo(Verdict.GOOD);
    assertThat(check(first)).isEqualTo(Verdict.STALE);
    assertThat(check(credentials(DigestAlgorithm.MD5, "alice", "secret", nonce, "00000002")))
        .isEqualTo(Verdict.GOOD);
  }

  @Test
  void countsThatOvertakeEachOtherAreGoodOnce() {
    String nonce = nonce(true);

    for (String count : List.of("00000002", "00000001", "00000042", "00000030")) {
      String one = credentials(DigestAlgorithm.MD5, "alice", "secret", nonce, count);
      assertThat(check(one)).as(count).isEqualTo(Verdict.GOOD);
      assertThat(check(one)).as(count + " again").isEqualTo(Verdict.STALE);
    }
    assertThat(check(credentials(DigestAlgorithm.MD5, "alice", "secret", nonce, "00000003")))
        .as("more than 63 behind the highest, 0x42")
        .isEqualTo(Verdict.GOOD);
    assertThat(check(credentials(DigestAlgorithm.MD5, "alice", "secret", nonce, "00000100")))
        .isEqualTo(Verdict.GOOD);
    assertThat(check(credentials(DigestAlgorithm.MD5, "alice", "secret", nonce, "00000004")))
        .isEqualTo(Verdict.STALE);
  }

  @Test
  void withoutQopANonceServesOnce() {
    String once = credentials(DigestAlgorithm.MD5, "alice", "secret", nonce(false), "");

    assertThat(check(once)).isEqualTo(Verdict.GOOD);
    assertThat(check(once)).isEqualTo(Verdict.STALE);
  }

  @Test
  void aNonceExpires() {
    String credentials =
        credentials(DigestAlgorithm.MD5, "alice", "secret", nonce(true), "00000001");
    now = now.plusSeconds(31);

    assertThat(check(credentials)).isEqualTo(Verdict.STALE);
  }

  @Test
  void anothersNonceIsStaleWithTheRightPasswordOnly() {
    assertThat(check(credentials(DigestAlgorithm.MD5, "alice", "secret", "made-up", "00000001")))
        .isEqualTo(Verdict.STALE);
    assertThat(check(credentials(DigestAlgorithm.MD5, "alice", "guess", "made-up", "00000001")))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void credentialsOfAnotherRealmAreNone() {
    assertThat(check()).isEqualTo(Verdict.NONE);
    assertThat(check("Digest username=\"alice\", realm=\"other\", nonce=\"x\", response=\"y\""))
        .isEqualTo(Verdict.NONE);
    assertThat(check("Basic YWxpY2U6c2VjcmV0")).isEqualTo(Verdict.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qop=auth-int",
        "nc=1",
        "nc=00000000",
        "nc=0000000g",
        "cnonce=\"\"",
        "username=\"\"",
        "uri=\"\"",
        "nonce=\"\"",
        "algorithm=SHA-512",
        "response=\"\""
      })
  void nonsenseIsWrong(String field) {
    String name = field.substring(0, field.indexOf('='));
    String good = credentials(DigestAlgorithm.MD5, "alice", "secret", nonce(true), "00000001");

    assertThat(check(good.replaceFirst("\\b" + name + "=(\"[^\"]*\"|[^,]*)", field)))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void nobodyIsAskedByAnAckOrACancel() {
    assertThat(authenticator.check("ACK", List.of(), ASKED)).isEqualTo(Verdict.GOOD);
    assertThat(authenticator.check("CANCEL", List.of(), ASKED)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aTableThatCannotBeReadLeavesItUndecided() {
    DigestAuthenticator without =
        new DigestAuthenticator(
            new Nonces(Duration.ofSeconds(30), new byte[32], () -> now),
            (name, user, domain) -> {
              throw new Subscribers.SubscribersUnavailableException("down", null);
            });
    String credentials =
        credentials(DigestAlgorithm.MD5, "alice", "secret", nonce(true), "00000001");

    assertThat(without.check("INVITE", List.of(credentials), ASKED)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aChallengeHasAHeaderForEachAlgorithm() {
    List<String> challenges =
        authenticator.challenges(
            new Challenge(
                Challenger.PROXY,
                "a \"b\"",
                true,
                List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5)),
            true);

    assertThat(challenges)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("Digest realm=\"a \\\"b\\\"\", nonce=\"")
                    .endsWith("\", algorithm=SHA-256, qop=\"auth\", stale=true"),
            second -> assertThat(second).contains("algorithm=MD5"));
  }

  /** The example of RFC 2617 section 3.5, and the same by SHA-256. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 6629fae49393a05397450978507c4ef1",
    "SHA_256, 5abdd07184ba512a22c53f41470e5eea7dcaa3a93a59b630c13dfe0a5dc6e38b"
  })
  void theHashesAreTheStandards(DigestAlgorithm algorithm, String response) {
    String ha1 = algorithm.hash("Mufasa", "testrealm@host.com", "Circle Of Life");
    String ha2 = algorithm.hash("GET", "/dir/index.html");

    assertThat(
            algorithm.hash(
                ha1, "dcd98b7102dd2f0e8b11d0f600bfb0c093", "00000001", "0a4f113b", "auth", ha2))
        .isEqualTo(response);
  }
}
