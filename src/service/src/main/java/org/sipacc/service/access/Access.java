package org.sipacc.service.access;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.access.StoredAudit;
import org.sipacc.persistence.access.StoredTokens;
import org.sipacc.persistence.access.StoredUsers;

/**
 * Who may use the REST API.
 *
 * @param logins lets people and programs in
 * @param users those who may log in
 * @param tokens those of programs
 * @param audit what they did
 */
public record Access(Logins logins, Users users, Tokens tokens, Audit audit) {
  /**
   * Access by the users of a database. If it has none, the first administrator is made.
   *
   * @param persistence empty if there is no database: then nobody can log in
   * @param data where the first administrator's password is left
   */
  public static Access open(
      Optional<AccountingPersistence> persistence, Path data, Parameters parameters, Clock clock) {
    int node = parameters.get(Catalogue.NODE);
    Sessions sessions = new Sessions(parameters.get(Catalogue.SESSION_TIMEOUT), clock);
    PasswordHashes hashes = new PasswordHashes();
    Audit audit =
        new Audit(
            persistence.map(StoredAudit::new),
            node,
            Duration.ofDays(parameters.get(Catalogue.AUDIT_DAYS)),
            clock);
    Users users =
        new Users(
            persistence.map(StoredUsers::new), hashes, new FirstPassword(data), sessions, clock);
    Tokens tokens = new Tokens(persistence.map(StoredTokens::new), node, clock);
    Logins logins = new Logins(users, tokens, sessions, hashes, audit, clock);
    if (persistence.isPresent()) {
      logins.start();
    }
    return new Access(logins, users, tokens, audit);
  }
}
