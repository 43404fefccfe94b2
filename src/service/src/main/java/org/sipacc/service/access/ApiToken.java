package org.sipacc.service.access;

import java.time.Instant;
import java.util.Optional;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.persistence.entity.TokenRow;

/**
 * What is known of a program's token; the token itself is not.
 *
 * @param createdBy the user who made it
 * @param revoked when it was taken back, if so
 */
public record ApiToken(
    String id,
    String name,
    Role role,
    String createdBy,
    Instant created,
    Instant expires,
    Optional<Instant> revoked) {
  static ApiToken of(TokenRow row) {
    return new ApiToken(
        row.id(),
        row.name(),
        Role.valueOf(row.role()),
        row.createdBy(),
        row.created(),
        row.expires(),
        row.revoked());
  }

  boolean isValid(Instant at) {
    return revoked.isEmpty() && at.isBefore(expires);
  }
}
