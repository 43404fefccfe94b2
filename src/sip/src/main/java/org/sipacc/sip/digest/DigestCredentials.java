package org.sipacc.sip.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipacc.sip.HeaderValues;
import org.sipacc.sip.QuotedText;

/**
 * A request's digest credentials (RFC 3261 section 22): who it claims to come from; claimed, not
 * proved.
 *
 * @param fields by their names in lower case, without quotes
 */
public record DigestCredentials(Map<String, String> fields) {
  private static final String SCHEME = "digest ";

  public DigestCredentials {
    fields = Map.copyOf(fields);
  }

  /**
   * Those of a request, by the values of its {@code Authorization} or {@code Proxy-Authorization}.
   */
  public static List<DigestCredentials> all(List<String> headers) {
    return headers.stream().map(DigestCredentials::parse).flatMap(Optional::stream).toList();
  }

  /** Of one value; empty if it is of another scheme. */
  public static Optional<DigestCredentials> parse(String header) {
    String value = header.stripLeading();
    return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? Optional.of(fields(value.substring(SCHEME.length())))
        : Optional.empty();
  }

  /** A field's value, "" if it is not there. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The username up to its @. */
  public String user() {
    String whole = field("username");
    int at = whole.indexOf('@');
    return at < 0 ? whole : whole.substring(0, at);
  }

  /** The username behind its @, "" if it has none. */
  public String domain() {
    String whole = field("username");
    int at = whole.indexOf('@');
    return at < 0 ? "" : whole.substring(at + 1);
  }

  private static DigestCredentials fields(String credentials) {
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
