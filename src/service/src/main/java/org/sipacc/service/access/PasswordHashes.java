package org.sipacc.service.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, a salt each. At most two are computed
 * at once, so that a flood of logins takes neither the memory nor the processors from the calls.
 */
final class PasswordHashes {
  private static final int AT_ONCE = 2;
  private static final int SALT = 16;
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  private final Semaphore room = new Semaphore(AT_ONCE, true);

  /** What a user's password is compared with if there is no such user: it takes as long. */
  private final String nobody = of(RandomText.secret());

  /** The hash in the PHC string format, salt and cost included. */
  String of(String password) {
    room.acquireUninterruptibly();
    try {
      return Password.hash(password).addRandomSalt(SALT).with(ARGON2ID).getResult();
    } finally {
      room.release();
    }
  }

  /** Whether it is the password of the hash. */
  boolean matches(String password, String hash) {
    room.acquireUninterruptibly();
    try {
      return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    } finally {
      room.release();
    }
  }

  /** Takes the time of a comparison. */
  void compareInVain(String password) {
    matches(password, nobody);
  }
}
