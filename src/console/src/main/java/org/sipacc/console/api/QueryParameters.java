package org.sipacc.console.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.NumberMatch;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TimeRange;

/**
 * The parameters of a search, each read once. What cannot be read, comes twice or is not known is
 * answered 400, so that a slip of the pen does not widen a search unnoticed.
 */
final class QueryParameters {
  private static final int LONGEST = 512;
  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_NODE = 65_535;
  private static final long MILLIS = 1000;
  private static final Pattern CODE = Pattern.compile("([1-6])([0-9]{2}|xx)");
  private static final Pattern COMPARISON =
      Pattern.compile("(eq|lt|le|gt|ge):([0-9]{1,9}(?:\\.[0-9]{1,3})?)");
  private static final Map<String, NumberMatch.How> SIGNS =
      Map.of(
          "eq", NumberMatch.How.EQUAL,
          "lt", NumberMatch.How.LESS,
          "le", NumberMatch.How.AT_MOST,
          "gt", NumberMatch.How.MORE,
          "ge", NumberMatch.How.AT_LEAST);

  private final MultivaluedMap<String, String> given;
  private final Set<String> known = new HashSet<>();

  QueryParameters(MultivaluedMap<String, String> given) {
    this.given = given;
  }

  /** A text; one that is empty counts as not given. */
  Optional<String> text(String name) {
    known.add(name);
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw wrong(name + " is there twice");
    }
    Optional<String> text = values.stream().findFirst().filter(value -> !value.isEmpty());
    text.ifPresent(value -> check(name, value));
    return text;
  }

  private static void check(String name, String value) {
    if (value.length() > LONGEST) {
      throw wrong(name + " has more than " + LONGEST + " characters");
    }
    if (value.codePoints().anyMatch(c -> Character.isISOControl(c) || isLoneSurrogate(c))) {
      throw wrong(name + " has a control character in it");
    }
  }

  private static boolean isLoneSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /** A country's two letters. */
  Optional<String> country(String name) {
    return text(name)
        .map(text -> text.toUpperCase(Locale.ROOT))
        .map(
            country -> {
              if (!Countries.has(country)) {
                throw wrong(name + " is \"" + country + "\"; write two letters as DE (ISO 3166-1)");
              }
              return country;
            });
  }

  TimeRange range() {
    Optional<Instant> since = instant("since");
    Optional<Instant> until = instant("until");
    if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
      throw wrong("since (" + since.get() + ") is after until (" + until.get() + ")");
    }
    return new TimeRange(since, until);
  }

  private Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text -> {
              try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                if (instant.isBefore(Instant.EPOCH)) {
                  throw wrong(name + " is before 1970");
                }
                return instant;
              } catch (DateTimeException e) {
                throw wrong(
                    name
                        + " is \""
                        + text
                        + "\"; write an instant as in 2026-03-01T12:00:00Z, a plus as %2B");
              }
            });
  }

  /** {@code name}, {@code name_starts} or {@code name_contains}. */
  Optional<TextMatch> match(String name) {
    Optional<TextMatch> whole = match(name, TextMatch.How.EQUALS);
    Optional<TextMatch> starts = match(name + "_starts", TextMatch.How.STARTS);
    Optional<TextMatch> contains = match(name + "_contains", TextMatch.How.CONTAINS);
    List<TextMatch> all =
        List.of(whole, starts, contains).stream().flatMap(Optional::stream).toList();
    if (all.size() > 1) {
      throw wrong("give one of " + name + ", " + name + "_starts and " + name + "_contains");
    }
    return all.stream().findFirst();
  }

  private Optional<TextMatch> match(String name, TextMatch.How how) {
    return text(name).map(text -> new TextMatch(how, text));
  }

  /** {@code 486} or {@code 4xx}. */
  Optional<Codes> codes(String name) {
    return text(name)
        .map(
            text -> {
              Matcher code = CODE.matcher(text);
              if (!code.matches()) {
                throw wrong(
                    name + " is \"" + text + "\"; write a code as in 486, or a class as in 4xx");
              }
              return code.group(2).equals("xx")
                  ? Codes.ofClass(Integer.parseInt(code.group(1)))
                  : Codes.of(Integer.parseInt(text));
            });
  }

  /** {@code ge:60}, {@code lt:0.5}: seconds, as milliseconds. */
  Optional<NumberMatch> duration(String name) {
    return text(name)
        .map(
            text -> {
              Matcher comparison = COMPARISON.matcher(text);
              if (!comparison.matches()) {
                throw wrong(
                    name
                        + " is \""
                        + text
                        + "\"; write eq, lt, le, gt or ge and seconds, as in ge:60 or lt:0.5");
              }
              return new NumberMatch(
                  SIGNS.get(comparison.group(1)),
                  new BigDecimal(comparison.group(2))
                      .multiply(BigDecimal.valueOf(MILLIS))
                      .longValueExact());
            });
  }

  OptionalInt node() {
    Optional<Integer> node = number("node", 0, MAX_NODE);
    return node.isPresent() ? OptionalInt.of(node.get()) : OptionalInt.empty();
  }

  int limit() {
    return number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
  }

  /** Any text, which must be there. */
  String required(String name) {
    return text(name).orElseThrow(() -> wrong(name + " is missing"));
  }

  /**
   * What a text stands for.
   *
   * @param form what to give, for the message if it stands for nothing
   */
  <T> Optional<T> text(String name, String form, Function<String, T> meaning) {
    return text(name)
        .map(
            text -> {
              try {
                return meaning.apply(text);
              } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong(name + " is \"" + text + "\": give " + form);
              }
            });
  }

  Optional<Boolean> flag(String name) {
    return text(
        name,
        "true or false",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
          }
          return text.equals("true");
        });
  }

  /** Seconds with a fraction. */
  Optional<Double> decimal(String name) {
    return text(
        name,
        "seconds as in 0.5",
        text -> {
          if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw new IllegalArgumentException(text);
          }
          return Double.valueOf(text);
        });
  }

  /** A whole number between two others. */
  Optional<Integer> number(String name, int least, int most) {
    return text(name).map(text -> number(name, text, least, most));
  }

  Optional<Position> cursor() {
    return text("cursor")
        .map(
            text ->
                Position.ofCursor(text)
                    .orElseThrow(
                        () -> wrong("cursor is none that an answer's next had; leave it out")));
  }

  /**
   * Where an export goes on.
   *
   * @param position of the row of an id
   */
  Optional<Position> after(Function<String, Optional<Position>> position) {
    return text("after")
        .map(
            id ->
                position
                    .apply(id)
                    .orElseThrow(
                        () ->
                            wrong(
                                "there is no row "
                                    + id
                                    + " to go on after; give the id of the last one that came")));
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message.
    }
    throw wrong(name + " is \"" + text + "\": give " + least + " to " + most);
  }

  /**
   * To be called when all were read.
   *
   * @throws WebApplicationException 400 if there are others
   */
  void checkNoOthers() {
    Set<String> others = new TreeSet<>(given.keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw wrong(
          "there is no parameter "
              + String.join(", ", others)
              + " here; there are "
              + String.join(", ", new TreeSet<>(known)));
    }
  }

  private static WebApplicationException wrong(String detail) {
    return Problem.of(Status.BAD_REQUEST, detail).exception();
  }
}
