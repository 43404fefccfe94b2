package org.sipacc.service.access;

import java.util.Optional;
import java.util.function.Function;
import javax.persistence.PersistenceException;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.service.access.LoginRefusedException.Reason;

/** Asks the database, of which there may be none. */
final class UserDatabase {
  private UserDatabase() {}

  /**
   * @throws LoginRefusedException if there is no database, or it cannot be asked
   */
  static <S, T> T asked(Optional<S> store, Function<S, T> question) {
    try {
      return question.apply(
          store.orElseThrow(
              () ->
                  new LoginRefusedException(
                      Reason.UNAVAILABLE,
                      "users are in the accounting database, and this server has none: set"
                          + " db_url, or use bin/sipacc on the server's machine")));
    } catch (PersistenceException e) {
      throw new LoginRefusedException(
          Reason.UNAVAILABLE, "the database cannot be asked now: " + DatabaseErrors.message(e));
    }
  }
}
