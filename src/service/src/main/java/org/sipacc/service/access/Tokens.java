package org.sipacc.service.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.persistence.access.StoredTokens;
import org.sipacc.persistence.entity.TokenRow;
import org.sipacc.service.access.LoginRefusedException.Reason;

/**
 * The tokens by which programs get in. What a token's hash leads to is remembered for a few
 * seconds, so that a program that asks often costs the database little; a token that was revoked on
 * another node lets in for as long.
 *
 * <p>All methods throw a {@link LoginRefusedException} if the database cannot be asked.
 */
public final class Tokens {
  /** What every token begins with, so that one that leaked is found by those who look for them. */
  static final String PREFIX = "sipacc_";

  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Duration REMEMBERED = Duration.ofSeconds(5);
  private static final int MAX_REMEMBERED = 1000;
  private static final int MAX_NAME = 64;

  private final Optional<StoredTokens> stored;
  private final int node;
  private final Clock clock;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  private record Known(ApiToken token, Instant since) {}

  /**
   * A new token.
   *
   * @param secret what the program sends; it is not kept
   */
  public record Made(ApiToken token, String secret) {}

  Tokens(Optional<StoredTokens> stored, int node, Clock clock) {
    this.stored = stored;
    this.node = node;
    this.clock = clock;
  }

  /** All, oldest first, those that let in no more too. */
  public List<ApiToken> all() {
    return asked(tokens -> tokens.all().stream().map(ApiToken::of).toList());
  }

  /**
   * Makes a token.
   *
   * @param lifetime up to ten years
   * @throws LoginRefusedException if name or lifetime are not acceptable
   */
  public Made make(String name, Role role, Duration lifetime, Identity maker) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new LoginRefusedException(
          Reason.INVALID, "a token has a name of 1 to " + MAX_NAME + " characters");
    }
    if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new LoginRefusedException(
          Reason.INVALID, "a token lasts a minute at least and ten years at most");
    }
    String secret = PREFIX + RandomText.secret();
    Instant now = clock.instant();
    TokenRow row =
        new TokenRow(
            TimeOrderedId.of(now.toEpochMilli(), node, ThreadLocalRandom.current().nextLong())
                .toString(),
            name,
            role.name(),
            RandomText.hash(secret),
            maker.name(),
            now,
            now.plus(lifetime));
    asked(
        tokens -> {
          tokens.add(row);
          return true;
        });
    return new Made(ApiToken.of(row), secret);
  }

  /**
   * Lets a token in no more.
   *
   * @throws LoginRefusedException if there is none of that id
   */
  public void revoke(String id) {
    boolean found = TimeOrderedId.isId(id) && asked(tokens -> tokens.revoke(id, clock.instant()));
    synchronized (known) {
      known.clear();
    }
    if (!found) {
      throw new LoginRefusedException(Reason.UNKNOWN, "there is no token " + id);
    }
  }

  /** Who showed a token; empty if it lets nobody in. */
  Optional<Identity> identify(String secret) {
    if (!FORM.matcher(secret).matches()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return find(RandomText.hash(secret), now)
        .filter(token -> token.isValid(now))
        .map(token -> new Identity(token.name(), token.role(), Identity.Means.TOKEN, false));
  }

  private Optional<ApiToken> find(String hash, Instant now) {
    synchronized (known) {
      Known last = known.get(hash);
      if (last != null && last.since().plus(REMEMBERED).isAfter(now)) {
        return Optional.of(last.token());
      }
    }
    Optional<ApiToken> found = asked(tokens -> tokens.ofHash(hash)).map(ApiToken::of);
    synchronized (known) {
      known.remove(hash);
      found.ifPresent(token -> known.put(hash, new Known(token, now)));
    }
    return found;
  }

  private <T> T asked(Function<StoredTokens, T> question) {
    return UserDatabase.asked(stored, question);
  }
}
