package org.sipacc.console.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text, line and column counted from 1. */
record TextPlace(int line, int column) {
  private static final Pattern PLACE = Pattern.compile(":(\\d{1,9}):(\\d{1,9}): ");

  /** The place that a message begins with, as in {@code policy.yaml:3:5: unknown action}. */
  static Optional<TextPlace> ofMessage(String message, String source) {
    Matcher place = PLACE.matcher(message);
    if (!message.startsWith(source) || !place.find(source.length())) {
      return Optional.empty();
    }
    return place.start() == source.length()
        ? Optional.of(
            new TextPlace(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))))
        : Optional.empty();
  }
}
