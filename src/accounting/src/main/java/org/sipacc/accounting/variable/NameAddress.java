package org.sipacc.accounting.variable;

import java.util.Optional;
import org.sipacc.sip.QuotedText;

/**
 * The parts of a From, To or like header (RFC 3261 section 20.10). Tolerant: a header that is
 * malformed gives what can be read of it.
 *
 * @param displayName as written, its quotes included; "" if none
 * @param uri the URI without angle brackets
 * @param parameters the header's parameters (not the URI's) without the first semicolon
 */
public record NameAddress(String displayName, String uri, String parameters) {

  /** Splits a header's value. */
  public static NameAddress parse(String header) {
    int open = QuotedText.indexOf(header, '<', 0);
    if (open == header.length()) {
      int semicolon = QuotedText.indexOf(header, ';', 0);
      return new NameAddress(
          "",
          header.substring(0, semicolon).strip(),
          header.substring(Math.min(semicolon + 1, header.length())));
    }
    int close = header.indexOf('>', open);
    if (close < 0) {
      close = header.length();
    }
    int semicolon = QuotedText.indexOf(header, ';', Math.min(close + 1, header.length()));
    return new NameAddress(
        header.substring(0, open).strip(),
        header.substring(open + 1, close).strip(),
        header.substring(Math.min(semicolon + 1, header.length())));
  }

  /** The {@code tag} parameter. */
  public Optional<String> tag() {
    return parameter("tag").filter(tag -> !tag.isEmpty());
  }

  /** The value of a parameter of the header, "" if it has none; empty if it is not there. */
  public Optional<String> parameter(String name) {
    return HeaderParameters.find(parameters, name);
  }

  /** The URI's parts, if it is a SIP or telephone URI. */
  public Optional<SipUri> sipUri() {
    return SipUri.parse(uri);
  }
}
