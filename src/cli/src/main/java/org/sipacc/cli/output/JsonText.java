package org.sipacc.cli.output;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Iterator;
import java.util.Map;

/**
 * JSON (RFC 8259) as it is printed: on one line without blanks, or indented for people. Control
 * characters are escaped as {@link Escapes} has it, so that it may go to a terminal.
 */
public final class JsonText {

  private static final String INDENT = "    ";

  private final StringBuilder text = new StringBuilder();
  private final boolean indented;

  private JsonText(boolean indented) {
    this.indented = indented;
  }

  /** On one line. */
  public static String line(JsonValue value) {
    return write(value, false);
  }

  /** Indented by four blanks a level. */
  public static String indented(JsonValue value) {
    return write(value, true);
  }

  private static String write(JsonValue value, boolean indented) {
    JsonText json = new JsonText(indented);
    json.value(value, 0);
    return json.text.toString();
  }

  private void value(JsonValue value, int level) {
    switch (value.getValueType()) {
      case OBJECT -> object(value.asJsonObject(), level);
      case ARRAY -> array(value.asJsonArray(), level);
      case STRING -> string(((JsonString) value).getString());
      default -> text.append(value);
    }
  }

  private void object(JsonObject object, int level) {
    text.append('{');
    Iterator<Map.Entry<String, JsonValue>> entries = object.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, JsonValue> entry = entries.next();
      newLine(level + 1);
      string(entry.getKey());
      text.append(indented ? ": " : ":");
      value(entry.getValue(), level + 1);
      text.append(entries.hasNext() ? "," : "");
    }
    close('}', object.isEmpty(), level);
  }

  private void array(JsonArray array, int level) {
    text.append('[');
    Iterator<JsonValue> items = array.iterator();
    while (items.hasNext()) {
      newLine(level + 1);
      value(items.next(), level + 1);
      text.append(items.hasNext() ? "," : "");
    }
    close(']', array.isEmpty(), level);
  }

  private void close(char bracket, boolean empty, int level) {
    if (!empty) {
      newLine(level);
    }
    text.append(bracket);
  }

  private void string(String string) {
    text.append('"');
    Escapes.json(string, text);
    text.append('"');
  }

  private void newLine(int level) {
    if (indented) {
      text.append('\n').append(INDENT.repeat(level));
    }
  }
}
