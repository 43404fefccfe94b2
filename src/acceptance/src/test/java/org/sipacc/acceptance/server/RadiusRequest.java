package org.sipacc.acceptance.server;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * An Accounting-Request as a FreeRADIUS server wrote it down: its attributes in their order, by the
 * names that the server's dictionaries have for them.
 */
public record RadiusRequest(List<Attribute> attributes) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM d yyyy HH:mm:ss z", Locale.ENGLISH);

  /**
   * @param value as it is written there, without the quotes
   */
  public record Attribute(String name, String value) {}

  /** The values of an attribute in their order. */
  public List<String> all(String name) {
    return attributes.stream().filter(a -> a.name().equals(name)).map(Attribute::value).toList();
  }

  /** The value of an attribute that is there once. */
  public String only(String name) {
    List<String> all = all(name);
    if (all.size() != 1) {
      throw new AssertionError(name + " is there " + all.size() + " times in " + attributes);
    }
    return all.get(0);
  }

  public long number(String name) {
    return Long.parseLong(only(name));
  }

  public Instant time(String name) {
    return ZonedDateTime.parse(only(name).replaceAll(" +", " "), DATE).toInstant();
  }

  /** The names in their order. */
  public List<String> names() {
    return attributes.stream().map(Attribute::name).toList();
  }
}
