package org.sipacc.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content security policy of the console's page: this server's own scripts and styles, and of
 * inline scripts the import map alone, by its hash.
 */
final class PagePolicy {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("(?s)<script type=\"importmap\">(.*?)</script>");

  private PagePolicy() {}

  static String of(String page) {
    Matcher map = IMPORT_MAP.matcher(page);
    if (!map.find()) {
      throw new IllegalStateException("the console's page has no import map");
    }
    return "default-src 'none'; script-src 'self' 'sha256-"
        + hash(map.group(1))
        + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'";
  }

  private static String hash(String script) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
