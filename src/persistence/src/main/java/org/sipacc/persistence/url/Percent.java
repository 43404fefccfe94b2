package org.sipacc.persistence.url;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Percent-encoding of URLs (RFC 3986, section 2.1); a plus sign is a plus sign. */
final class Percent {

  private static final Pattern BARE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Percent() {}

  /**
   * Decodes one part of a URL.
   *
   * @param part the part's name, for the message: its text may be a password
   */
  static String decode(String text, String part) {
    if (BARE.matcher(text).find()) {
      throw new IllegalArgumentException(
          "the database URL's "
              + part
              + " has a % without two hexadecimal digits after it: a % itself is written %25");
    }
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
