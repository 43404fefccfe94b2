package org.sipacc.persistence.url;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters at the end of a JDBC URL, in their order and as written there. */
final class DriverParameters {

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Reads {@code name=value} pairs between separators; empty text is no pair. */
  static DriverParameters parse(String text, String separator) {
    DriverParameters parameters = new DriverParameters();
    for (String pair : text.split(separator)) {
      if (!pair.isEmpty()) {
        String[] nameAndValue = pair.split("=", 2);
        parameters.values.put(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "");
      }
    }
    return parameters;
  }

  /** Takes a parameter out; empty when it was not there. Upper and lower case are the same. */
  String remove(String name) {
    String found = "";
    for (var entries = values.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      if (entry.getKey().equalsIgnoreCase(name)) {
        found = entry.getValue();
        entries.remove();
      }
    }
    return found;
  }

  boolean has(String name) {
    return values.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  void addMissing(DriverParameters defaults) {
    defaults.values.forEach(
        (name, value) -> {
          if (!has(name)) {
            values.put(name, value);
          }
        });
  }

  /** The text for the end of a URL, its opening character included; empty without parameters. */
  String joined(String opening, String separator) {
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(separator, opening, ""));
  }
}
