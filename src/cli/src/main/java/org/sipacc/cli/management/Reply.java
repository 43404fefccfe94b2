package org.sipacc.cli.management;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/** Reads what the server answers; what an older or newer server leaves out is empty. */
public final class Reply {

  private Reply() {}

  /** A text; "" for null. */
  public static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string ? string.getString() : "";
  }

  /** A number as text; "" if there is none. */
  public static String number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber number ? number.toString() : "";
  }

  /** The texts of a list, with commas between them. */
  public static String texts(JsonObject object, String name) {
    return object.get(name) instanceof JsonArray array
        ? array.getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .collect(Collectors.joining(", "))
        : "";
  }

  /** The objects of a list. */
  public static List<JsonObject> objects(JsonObject object, String name) {
    return object.get(name) instanceof JsonArray array
        ? array.getValuesAs(JsonValue::asJsonObject)
        : List.of();
  }

  /** The names and values of an object of texts, as {@code name=value, name}. */
  public static String pairs(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject pairs
        ? pairs.keySet().stream()
            .map(key -> text(pairs, key).isEmpty() ? key : key + "=" + text(pairs, key))
            .collect(Collectors.joining(", "))
        : "";
  }
}
