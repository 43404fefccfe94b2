package org.sipacc.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.sip.SipServletMessage;

/** The session timer of an UPDATE, or of a 2xx to an INVITE (RFC 4028). */
final class SessionExpires {
  private static final Pattern SECONDS = Pattern.compile("\\s*(\\d{1,9})\\s*(;.*)?");

  private SessionExpires() {}

  /** How long the session lasts unless it is refreshed; empty if it does not say. */
  static Optional<Duration> of(SipServletMessage message) {
    return Optional.ofNullable(message.getHeader("Session-Expires"))
        .or(() -> Optional.ofNullable(message.getHeader("x")))
        .map(SECONDS::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Duration.ofSeconds(Long.parseLong(matcher.group(1))));
  }
}
