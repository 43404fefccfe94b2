package org.sipacc.accounting.variable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request's digest credentials (RFC 3261 section 22): who it claims to come from; claimed, not
 * proved.
 *
 * @param fields by their names in lower case, without quotes
 */
record DigestCredentials(Map<String, String> fields) {
  private static final String SCHEME = "digest ";

  DigestCredentials {
    fields = Map.copyOf(fields);
  }

  /** From Proxy-Authorization, else from Authorization: in a proxy the former is meant for it. */
  static Optional<DigestCredentials> of(SipMessageView message) {
    for (String name : List.of("Proxy-Authorization", "Authorization")) {
      for (String header : message.headers(name)) {
        if (header.stripLeading().toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
          return Optional.of(parse(header.stripLeading().substring(SCHEME.length())));
        }
      }
    }
    return Optional.empty();
  }

  /** A field's value, "" if it is not there. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The username up to its @. */
  String user() {
    String whole = field("username");
    int at = whole.indexOf('@');
    return at < 0 ? whole : whole.substring(0, at);
  }

  /** The username behind its @, "" if it has none. */
  String domain() {
    String whole = field("username");
    int at = whole.indexOf('@');
    return at < 0 ? "" : whole.substring(at + 1);
  }

  private static DigestCredentials parse(String credentials) {
    Map<String, String> fields = new HashMap<>();
    for (String item : HeaderValues.split(credentials)) {
      int equals = item.indexOf('=');
      if (equals > 0) {
        fields.put(
            item.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            QuotedText.unquote(item.substring(equals + 1).strip()));
      }
    }
    return new DigestCredentials(fields);
  }
}
