package org.sipacc.accounting.variable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who a request's digest credentials claim to be (RFC 3261 section 22); claimed, not proved.
 *
 * @param whole the username as sent
 * @param realm the realm it is meant for, "" if not told
 */
record DigestUser(String whole, String realm) {
  private static final String SCHEME = "digest ";

  /** From Proxy-Authorization, else from Authorization: in a proxy the former is meant for it. */
  static Optional<DigestUser> of(SipMessageView message) {
    for (String name : List.of("Proxy-Authorization", "Authorization")) {
      for (String header : message.headers(name)) {
        if (header.stripLeading().toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
          return Optional.of(parse(header.stripLeading().substring(SCHEME.length())));
        }
      }
    }
    return Optional.empty();
  }

  String user() {
    int at = whole.indexOf('@');
    return at < 0 ? whole : whole.substring(0, at);
  }

  String domain() {
    int at = whole.indexOf('@');
    return at < 0 ? "" : whole.substring(at + 1);
  }

  private static DigestUser parse(String credentials) {
    String whole = "";
    String realm = "";
    int start = 0;
    while (start < credentials.length()) {
      int end = QuotedText.indexOf(credentials, ',', start);
      String item = credentials.substring(start, end).strip();
      whole = HeaderParameters.find(item, "username").orElse(whole);
      realm = HeaderParameters.find(item, "realm").orElse(realm);
      start = end + 1;
    }
    return new DigestUser(whole, realm);
  }
}
