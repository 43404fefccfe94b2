package org.sipacc.console.api;

import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonException;
import javax.json.JsonNumber;
import javax.json.JsonObject;
import javax.json.JsonReader;
import javax.json.JsonString;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;

/** A small JSON object that a request brings. What it lacks is answered 400. */
final class JsonBody {
  private static final int MAX_CHARACTERS = 8192;

  private final JsonObject object;

  private JsonBody(JsonObject object) {
    this.object = object;
  }

  static JsonBody read(String body) {
    if (body.length() > MAX_CHARACTERS) {
      throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "that is too long").exception();
    }
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return new JsonBody(reader.readObject());
    } catch (JsonException e) {
      throw wrong("the body is no JSON object: " + e.getMessage());
    }
  }

  String text(String name) {
    return find(name).orElseThrow(() -> wrong("the body lacks the text \"" + name + "\""));
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(object.get(name))
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).getString());
  }

  int number(String name, int otherwise) {
    if (!object.containsKey(name)) {
      return otherwise;
    }
    if (object.get(name) instanceof JsonNumber number && number.isIntegral()) {
      return (int) Math.max(Math.min(number.longValue(), Integer.MAX_VALUE), Integer.MIN_VALUE);
    }
    throw wrong(name + " must be a whole number");
  }

  Role role() {
    return role(text("role"));
  }

  private static Role role(String text) {
    for (Role role : Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
        return role;
      }
    }
    throw wrong("role is \"" + text + "\"; there are viewer, operator and administrator");
  }

  private static RuntimeException wrong(String detail) {
    return Problem.of(Status.BAD_REQUEST, detail).exception();
  }
}
