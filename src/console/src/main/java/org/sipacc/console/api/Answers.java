package org.sipacc.console.api;

import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonValue;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** The usual answers. */
final class Answers {
  private Answers() {}

  /** What was asked for. */
  static Response ok(JsonValue json) {
    return json(Response.ok(), json);
  }

  /** It was made. */
  static Response created(JsonValue json) {
    return json(Response.status(Response.Status.CREATED), json);
  }

  /** It is being done. */
  static Response accepted(JsonValue json) {
    return json(Response.accepted(), json);
  }

  static JsonArrayBuilder array(Collection<String> texts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    texts.forEach(array::add);
    return array;
  }

  /** An instant in UTC (RFC 3339), or null. */
  static JsonValue instant(Optional<Instant> at) {
    return at.<JsonValue>map(instant -> Json.createValue(instant.toString()))
        .orElse(JsonValue.NULL);
  }

  /** The value's name as answers and parameters have it. */
  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The value of that name, as answers and parameters have it.
   *
   * @throws IllegalArgumentException if there is none
   */
  static <E extends Enum<E>> E oneOf(E[] all, String name) {
    return Stream.of(all)
        .filter(one -> lower(one).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static Response json(Response.ResponseBuilder answer, JsonValue json) {
    return answer.type(MediaType.APPLICATION_JSON_TYPE).entity(json.toString()).build();
  }
}
