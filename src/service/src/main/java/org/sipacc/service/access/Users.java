package org.sipacc.service.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.persistence.access.StoredUsers;
import org.sipacc.persistence.entity.UserRow;
import org.sipacc.service.access.LoginRefusedException.Reason;

/**
 * Who may log in. There is always an administrator: the first one is made at the first start, and
 * the last one can be neither disabled nor given a lesser role.
 *
 * <p>All methods throw a {@link LoginRefusedException} if the database cannot be asked.
 */
public final class Users {
  private static final Logger LOG = System.getLogger(Users.class.getName());
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final Optional<StoredUsers> stored;
  private final PasswordHashes hashes;
  private final FirstPassword first;
  private final Sessions sessions;
  private final Clock clock;

  Users(
      Optional<StoredUsers> stored,
      PasswordHashes hashes,
      FirstPassword first,
      Sessions sessions,
      Clock clock) {
    this.stored = stored;
    this.hashes = hashes;
    this.first = first;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Makes the first administrator if there is no user at all. */
  void makeFirst() {
    boolean none = asked(StoredUsers::all).isEmpty();
    if (!none) {
      return;
    }
    String password = RandomText.password();
    String hash = hashes.of(password);
    first.write(password);
    UserRow admin =
        new UserRow(FirstPassword.USER, Role.ADMINISTRATOR.name(), hash, clock.instant());
    if (asked(users -> users.add(admin))) {
      first.announce(password);
    } else {
      LOG.log(Level.INFO, "another node made the first user; its log has the password");
      first.forget();
    }
  }

  /** All, by name. */
  public List<User> all() {
    return asked(users -> users.all().stream().map(User::of).toList());
  }

  /**
   * Adds a user.
   *
   * @return the password, which is told to nobody else and is to be changed at the first login
   * @throws LoginRefusedException if the name is none, or there is already one of that name
   */
  public String add(String name, Role role) {
    if (!isName(name)) {
      throw new LoginRefusedException(
          Reason.INVALID,
          "a user's name has 1 to 64 letters, digits, dots, hyphens, underscores or @, and begins"
              + " with a letter or digit");
    }
    String password = RandomText.password();
    UserRow user = new UserRow(name, role.name(), hashes.of(password), clock.instant());
    if (!asked(users -> users.add(user))) {
      throw new LoginRefusedException(
          Reason.EXISTS, "there is already a user " + name + ", who may be disabled");
    }
    return password;
  }

  /**
   * Gives a user, who may be disabled, a new password, which is to be changed at the next login;
   * ends the user's sessions.
   *
   * @return the password
   * @throws LoginRefusedException if there is no such user
   */
  public String resetPassword(String name) {
    String password = RandomText.password();
    String hash = hashes.of(password);
    change(name, user -> user.password(hash, UserRow.State.CHANGE_PASSWORD, clock.instant()));
    return password;
  }

  /**
   * Gives a user another role; ends the user's sessions.
   *
   * @throws LoginRefusedException if there is no such user, or no administrator would be left
   */
  public User changeRole(String name, Role role) {
    if (role != Role.ADMINISTRATOR) {
      checkAnotherAdministrator(name);
    }
    return change(name, user -> user.role(role.name()));
  }

  /**
   * Lets a user log in no more, and ends the user's sessions.
   *
   * @throws LoginRefusedException if there is no such user, or no administrator would be left
   */
  public User disable(String name) {
    checkAnotherAdministrator(name);
    return change(name, UserRow::disable);
  }

  /** Gives a user the password that the user chose. */
  void choosePassword(String name, String password) {
    PasswordRule.check(name, password);
    String hash = hashes.of(password);
    change(name, user -> user.password(hash, UserRow.State.ACTIVE, clock.instant()));
    if (name.equals(FirstPassword.USER)) {
      first.forget();
    }
  }

  Optional<UserRow> find(String name) {
    return isName(name) ? asked(users -> users.find(name)) : Optional.empty();
  }

  private void checkAnotherAdministrator(String name) {
    boolean another =
        all().stream()
            .anyMatch(
                user ->
                    user.role() == Role.ADMINISTRATOR
                        && !user.disabled()
                        && !user.name().equals(name));
    if (!another) {
      throw new LoginRefusedException(
          Reason.INVALID, "that would leave no administrator; make another one first");
    }
  }

  private User change(String name, Consumer<UserRow> change) {
    Optional<UserRow> changed =
        isName(name) ? asked(users -> users.change(name, change)) : Optional.empty();
    sessions.endAllOf(name);
    return changed
        .map(User::of)
        .orElseThrow(() -> new LoginRefusedException(Reason.UNKNOWN, "there is no user " + name));
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private <T> T asked(Function<StoredUsers, T> question) {
    return UserDatabase.asked(stored, question);
  }
}
