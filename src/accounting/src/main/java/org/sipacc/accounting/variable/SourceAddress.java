package org.sipacc.accounting.variable;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message came from.
 *
 * @param ip the address without brackets, "" if the message was made here
 * @param transport in lower case: {@code udp}, {@code tcp}, {@code tls}, ...
 */
public record SourceAddress(String ip, int port, String transport) {
  private static final Pattern TEXT = Pattern.compile("([A-Za-z]+):(.*):([0-9]{1,5})");

  /** Reads {@code udp:192.0.2.1:5060}; empty if the text is none. */
  public static Optional<SourceAddress> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new SourceAddress(
                parts.group(2),
                Integer.parseInt(parts.group(3)),
                parts.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
