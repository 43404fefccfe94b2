package org.sipacc.importer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes values as YAML's flow style has them, on one line. */
final class YamlText {
  /** Words that some reader takes for something else than a text. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? scalar(text) : value.toString();
  }

  private static String scalar(String text) {
    boolean word =
        text.matches("[A-Za-z_][A-Za-z0-9_.|-]*")
            && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
    return word || text.matches("[1-9][0-9]{0,8}|0") ? text : quoted(text);
  }

  /** In double quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(escaped((char) c)));
    return quoted.append('"').toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> Character.isISOControl(c) ? String.format("\\x%02x", (int) c) : "" + c;
    };
  }
}
