package org.sipacc.accounting.variable;

import java.util.Optional;
import org.sipacc.sip.QuotedText;

/** Finds a parameter in {@code name=value;name;name="quoted; value"}. */
final class HeaderParameters {
  private HeaderParameters() {}

  static Optional<String> find(String parameters, String name) {
    int start = 0;
    while (start < parameters.length()) {
      int end = QuotedText.indexOf(parameters, ';', start);
      String item = parameters.substring(start, end);
      int equals = item.indexOf('=');
      String key = equals < 0 ? item : item.substring(0, equals);
      if (key.strip().equalsIgnoreCase(name)) {
        return Optional.of(
            equals < 0 ? "" : QuotedText.unquote(item.substring(equals + 1).strip()));
      }
      start = end + 1;
    }
    return Optional.empty();
  }
}
