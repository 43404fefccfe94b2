package org.sipacc.persistence.url;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who enters the database where the URL does not say it. A user or password in the URL wins; then
 * {@code SIPACC_DB_USER} and {@code SIPACC_DB_PASSWORD} of the environment; then the first line of
 * the file that {@code SIPACC_DB_PASSWORD_FILE} names.
 *
 * @param user the user, empty when unknown
 * @param password the password, empty when unknown; never printed
 */
public record DatabaseCredentials(String user, String password) {

  /** The variable that names the user. */
  public static final String USER = "SIPACC_DB_USER";

  /** The variable that holds the password. */
  public static final String PASSWORD = "SIPACC_DB_PASSWORD";

  /** The variable that names a file whose first line is the password. */
  public static final String PASSWORD_FILE = "SIPACC_DB_PASSWORD_FILE";

  /** No user and no password. */
  public static final DatabaseCredentials NONE = new DatabaseCredentials("", "");

  /**
   * Reads the environment.
   *
   * @param environment usually {@link System#getenv()}
   * @throws IllegalArgumentException when the password file is named and cannot be read
   */
  public static DatabaseCredentials fromEnvironment(Map<String, String> environment) {
    String password = environment.getOrDefault(PASSWORD, "");
    String file = environment.getOrDefault(PASSWORD_FILE, "");
    if (password.isEmpty() && !file.isEmpty()) {
      password = firstLine(Path.of(file));
    }
    return new DatabaseCredentials(environment.getOrDefault(USER, ""), password);
  }

  /** These, completed by others where one is unknown. */
  public DatabaseCredentials orElse(DatabaseCredentials others) {
    return new DatabaseCredentials(
        user.isEmpty() ? others.user : user, password.isEmpty() ? others.password : password);
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          PASSWORD_FILE
              + " names "
              + file
              + ", which cannot be read ("
              + e.getClass().getSimpleName()
              + "): correct the path or the file's permissions",
          e);
    }
  }

  @Override
  public String toString() {
    return "user " + (user.isEmpty() ? "(none)" : user);
  }
}
