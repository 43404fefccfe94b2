package org.sipacc.console.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.DeadLetter;
import org.sipacc.delivery.DeadLetterFilter;

/** Which dead letters a request is about: what it does not name does not matter. */
public class DeadLetterQuery {
  private static final int MAX_LIMIT = 10_000;

  @QueryParam("destination")
  String destination;

  @QueryParam("table")
  String table;

  @QueryParam("call")
  String call;

  @QueryParam("since")
  String since;

  @QueryParam("until")
  String until;

  @QueryParam("reason")
  String reason;

  @QueryParam("state")
  String state;

  @QueryParam("limit")
  @DefaultValue("1000")
  int limit;

  /** Of any entry. */
  DeadLetterFilter filter() {
    return filter(Optional.empty());
  }

  /** Of one entry. */
  DeadLetterFilter filter(String id) {
    return filter(Optional.of(entry(id)));
  }

  /** How many are to be listed. */
  int limit() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw wrong("limit is " + limit + ": give 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  /** The id of an entry. */
  static TimeOrderedId entry(String id) {
    try {
      return TimeOrderedId.parse(id.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw wrong(
          "\"" + id + "\" is no record's id; one has 26 characters, as in column record_id");
    }
  }

  private DeadLetterFilter filter(Optional<TimeOrderedId> id) {
    return new DeadLetterFilter(
        text(destination),
        id,
        text(table),
        text(call),
        text(since).map(text -> instant("since", text)),
        text(until).map(text -> instant("until", text)),
        text(reason),
        text(state).map(DeadLetterQuery::state));
  }

  private static Optional<String> text(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name + " is \"" + text + "\"; write an instant as in 2026-03-01T12:00:00Z");
    }
  }

  private static DeadLetter.State state(String text) {
    return Arrays.stream(DeadLetter.State.values())
        .filter(one -> one.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () -> wrong("state is \"" + text + "\"; there are waiting, replayed and discarded"));
  }

  private static RuntimeException wrong(String detail) {
    return Problem.of(Status.BAD_REQUEST, detail).exception();
  }
}
