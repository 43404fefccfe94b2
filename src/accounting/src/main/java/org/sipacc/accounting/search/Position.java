package org.sipacc.accounting.search;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended: the next one begins with what is older.
 *
 * @param time of the last one of the page
 * @param id of that one, which decides among those of one time
 */
public record Position(Instant time, String id) {
  private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,15}) ([0-9A-Za-z.-]{1,64})");
  private static final int LONGEST = 200;

  /** As a client carries it, which is to make nothing of it. */
  public String cursor() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((time.toEpochMilli() + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a cursor; empty if it is none. */
  public static Optional<Position> ofCursor(String cursor) {
    if (cursor.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Matcher position =
          FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
      return position.matches()
          ? Optional.of(
              new Position(
                  Instant.ofEpochMilli(Long.parseLong(position.group(1))), position.group(2)))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
