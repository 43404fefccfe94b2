package org.sipacc.persistence.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.persistence.LockModeType;
import javax.persistence.PersistenceException;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.entity.UserRow;

/** Table {@code sipacc_users}. Its methods throw a PersistenceException if it cannot be asked. */
public final class StoredUsers {
  private final AccountingPersistence persistence;

  public StoredUsers(AccountingPersistence persistence) {
    this.persistence = persistence;
  }

  public Optional<UserRow> find(String name) {
    return persistence.query(em -> Optional.ofNullable(em.find(UserRow.class, name)));
  }

  /** All, by name. */
  public List<UserRow> all() {
    return persistence.query(
        em ->
            em.createQuery("select u from UserRow u order by u.name", UserRow.class)
                .getResultList());
  }

  /**
   * Adds a user.
   *
   * @return false if there is one of that name
   */
  public boolean add(UserRow user) {
    try {
      persistence.change(em -> em.persist(user));
      return true;
    } catch (PersistenceException e) {
      if (find(user.name()).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Changes a user.
   *
   * @return the user as changed; empty if there is none of that name
   */
  public Optional<UserRow> change(String name, Consumer<UserRow> change) {
    UserRow[] changed = new UserRow[1];
    persistence.change(
        em -> {
          UserRow user = em.find(UserRow.class, name, LockModeType.PESSIMISTIC_WRITE);
          if (user != null) {
            change.accept(user);
            changed[0] = user;
          }
        });
    return Optional.ofNullable(changed[0]);
  }
}
