package org.sipacc.persistence;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

/**
 * Reads what a database or its driver complains of. Messages are cut: a refused batch can put every
 * row, callers' numbers included, into its message.
 */
public final class DatabaseErrors {
  private static final int MAX_MESSAGE = 200;
  private static final int MAX_CAUSES = 20;

  /** What PostgreSQL's driver says of its time-out. */
  private static final String QUERY_CANCELED = "57014";

  /** What H2 begins the second line with. */
  private static final String H2_STATEMENT = "; SQL statement:";

  private DatabaseErrors() {}

  /** The most telling message of an exception and its causes, at most 200 characters. */
  public static String message(Throwable error) {
    Throwable telling = telling(error);
    String text =
        telling.getMessage() == null ? telling.getClass().getName() : telling.getMessage();
    String line = text.lines().findFirst().orElse("").replace(H2_STATEMENT, "").strip();
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 3) + "...";
  }

  /**
   * A stand-in to be logged or passed on as a cause: the message cut, SQL state, error code and
   * stack kept, further causes dropped.
   */
  public static Exception withoutValues(Throwable error) {
    Throwable telling = telling(error);
    Exception standIn =
        telling instanceof SQLException sql
            ? new SQLException(message(error), sql.getSQLState(), sql.getErrorCode())
            : new IllegalStateException(telling.getClass().getName() + ": " + message(error));
    standIn.setStackTrace(telling.getStackTrace());
    return standIn;
  }

  /** Whether the database answered and will not let this user or this database name in. */
  public static boolean isRefusal(Throwable error) {
    String state = state(error);
    return state.startsWith("28") || state.startsWith("3D") || state.startsWith("42");
  }

  /** Whether the connection was lost or could not be made. */
  public static boolean isConnectionLoss(Throwable error) {
    String state = state(error);
    return state.startsWith("08") || state.startsWith("57P") || state.startsWith("90");
  }

  /** Whether the database gave a statement up that took longer than it was allowed. */
  public static boolean isTimeout(Throwable error) {
    return telling(error) instanceof SQLTimeoutException || state(error).equals(QUERY_CANCELED);
  }

  private static String state(Throwable error) {
    return telling(error) instanceof SQLException sql && sql.getSQLState() != null
        ? sql.getSQLState()
        : "";
  }

  /** The innermost SQLException with a state, or the innermost cause of all. */
  static Throwable telling(Throwable error) {
    Throwable found = error;
    Throwable current = error;
    for (int i = 0; i < MAX_CAUSES && current != null; i++) {
      boolean better = current instanceof SQLException || !(found instanceof SQLException);
      if (better) {
        found = current;
      }
      Throwable next =
          current instanceof SQLException sql && sql.getNextException() != null
              ? sql.getNextException()
              : current.getCause();
      current = next;
    }
    return found;
  }
}
