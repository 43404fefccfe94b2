package org.sipacc.accounting.parameter;

import java.util.regex.Pattern;

/** Names of tables and columns that every database takes without quotes. */
public final class DatabaseNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private DatabaseNames() {}

  /** Whether the text is a letter or underscore and up to 62 letters, digits, underscores more. */
  public static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }

  /** What to tell about a name that is not. */
  public static String problem(String name) {
    return "must be a database name (letters, digits and underscores, at most 63, no digit first),"
        + " found \""
        + name
        + "\"";
  }
}
