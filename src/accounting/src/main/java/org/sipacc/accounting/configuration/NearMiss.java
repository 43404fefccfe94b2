package org.sipacc.accounting.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name a person meant when they wrote one that does not exist. */
public final class NearMiss {
  private static final int MAX_LENGTH = 100;
  private static final int MIN_BEGINNING = 3;

  private NearMiss() {}

  /** The known name nearest to the written one, if it is near enough to be a slip of the pen. */
  public static Optional<String> of(String written, Collection<String> known) {
    if (written.isEmpty() || written.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int allowed = Math.max(1, written.length() / 3);
    return known.stream()
        .filter(name -> distance(written, name) <= allowed || isBeginning(written, name))
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(s -> s));
  }

  /** {@code "; did you mean X?"}, or the list of all known names when none is near. */
  public static String hint(String written, Collection<String> known) {
    return of(written, known)
        .map(name -> "; did you mean " + name + "?")
        .orElseGet(() -> "; known are " + String.join(", ", known));
  }

  private static boolean isBeginning(String written, String name) {
    return written.length() >= MIN_BEGINNING && name.startsWith(written);
  }

  /** Edits (insert, delete, replace, swap two neighbours) between the two, letter case aside. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replace = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replace, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
