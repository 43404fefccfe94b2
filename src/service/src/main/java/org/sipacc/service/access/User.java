package org.sipacc.service.access;

import java.time.Instant;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.persistence.entity.UserRow;

/**
 * Somebody who may log in.
 *
 * @param mustChangePassword whether the next login has to change the password
 * @param disabled whether logins are refused
 */
public record User(
    String name,
    Role role,
    boolean mustChangePassword,
    boolean disabled,
    Instant created,
    Instant passwordChanged) {
  static User of(UserRow row) {
    return new User(
        row.name(),
        Role.valueOf(row.role()),
        row.state() == UserRow.State.CHANGE_PASSWORD,
        row.state() == UserRow.State.DISABLED,
        row.created(),
        row.passwordChanged());
  }

  Identity identity() {
    return new Identity(name, role, Identity.Means.SESSION, mustChangePassword);
  }
}
