package org.sipacc.service.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sipacc.persistence.entity.UserRow;
import org.sipacc.service.access.LoginRefusedException.Reason;

/** Lets people in by name and password, and programs by their tokens. */
public final class Logins {
  private static final Logger LOG = System.getLogger(Logins.class.getName());
  private static final int PER_USER = 5;
  private static final int PER_ADDRESS = 20;
  private static final int LONGEST_PASSWORD = 1024;
  private static final Duration USER_INTERVAL = Duration.ofSeconds(30);
  private static final Duration ADDRESS_INTERVAL = Duration.ofSeconds(5);

  private final Users users;
  private final Tokens tokens;
  private final Sessions sessions;
  private final PasswordHashes hashes;
  private final Audit audit;
  private final LoginLimit perUser;
  private final LoginLimit perAddress;

  Logins(
      Users users,
      Tokens tokens,
      Sessions sessions,
      PasswordHashes hashes,
      Audit audit,
      Clock clock) {
    this.users = users;
    this.tokens = tokens;
    this.sessions = sessions;
    this.hashes = hashes;
    this.audit = audit;
    this.perUser = new LoginLimit(PER_USER, USER_INTERVAL, clock);
    this.perAddress = new LoginLimit(PER_ADDRESS, ADDRESS_INTERVAL, clock);
  }

  /**
   * A login that goes on.
   *
   * @param csrfToken what changing requests must show beside the cookie
   */
  public record Open(Identity identity, String csrfToken) {}

  /** Makes the first administrator if there is none and the database answers. */
  void start() {
    try {
      users.makeFirst();
    } catch (LoginRefusedException e) {
      LOG.log(Level.WARNING, "nobody can log in now: {0}", e.getMessage());
    }
  }

  /**
   * Begins a session.
   *
   * @param address where the attempt comes from
   * @return the cookie's value
   * @throws LoginRefusedException if name and password do not fit, or there were too many attempts
   */
  public String login(String name, String password, String address) {
    limit(perAddress, address, name, address);
    limit(perUser, name, name, address);
    Optional<Identity> identity = checked(name, password);
    audit.add(
        identity.orElseGet(() -> Identity.unknown(name)),
        address,
        "login",
        "",
        identity.isPresent() ? "ok" : "refused");
    Identity user =
        identity.orElseThrow(
            () ->
                new LoginRefusedException(
                    Reason.WRONG, "the name or the password is wrong, or the user is disabled"));
    perAddress.giveBack(address);
    perUser.giveBack(name);
    return sessions.begin(user);
  }

  private void limit(LoginLimit limit, String key, String name, String address) {
    limit
        .take(key)
        .ifPresent(
            wait -> {
              audit.add(Identity.unknown(name), address, "login", "", "too many attempts");
              throw new LoginRefusedException(
                  Reason.TOO_MANY,
                  "there were too many attempts; wait " + (wait.toSeconds() + 1) + " seconds",
                  Optional.of(wait));
            });
  }

  private Optional<Identity> checked(String name, String password) {
    Optional<UserRow> user =
        password.length() > LONGEST_PASSWORD ? Optional.empty() : users.find(name);
    if (user.isEmpty()) {
      hashes.compareInVain(password.substring(0, Math.min(password.length(), LONGEST_PASSWORD)));
      return Optional.empty();
    }
    return user.filter(row -> hashes.matches(password, row.passwordHash()))
        .map(User::of)
        .filter(found -> !found.disabled())
        .map(User::identity);
  }

  /** The session of a cookie's value; this is a use of it. */
  public Optional<Open> session(String cookie) {
    return sessions
        .use(cookie, this::lookUp)
        .map(session -> new Open(session.identity(), session.csrfToken()));
  }

  /** While the database is away, those who are in stay in. */
  private Optional<Identity> lookUp(Identity before) {
    try {
      return users
          .find(before.name())
          .map(User::of)
          .filter(user -> !user.disabled())
          .map(User::identity);
    } catch (LoginRefusedException e) {
      return Optional.of(before);
    }
  }

  /** Who showed a token; empty if it lets nobody in. */
  public Optional<Identity> token(String token) {
    return tokens.identify(token);
  }

  /** Ends a session. */
  public void logout(String cookie) {
    sessions.end(cookie);
  }

  /**
   * Changes one's own password; ends one's sessions and begins a new one.
   *
   * @return the new session's cookie value
   * @throws LoginRefusedException if the old password is wrong or the new one not acceptable
   */
  public String changePassword(Identity who, String before, String next, String address) {
    limit(perUser, who.name(), who.name(), address);
    if (checked(who.name(), before).isEmpty()) {
      audit.add(who, address, "password", who.name(), "refused");
      throw new LoginRefusedException(Reason.INVALID, "the old password is wrong");
    }
    perUser.giveBack(who.name());
    if (before.equals(next)) {
      throw new LoginRefusedException(Reason.INVALID, "the new password is the old one");
    }
    users.choosePassword(who.name(), next);
    audit.add(who, address, "password", who.name(), "changed");
    return sessions.begin(new Identity(who.name(), who.role(), who.means(), false));
  }
}
