package org.sipacc.accounting.variable;

import java.util.Optional;
import org.sipacc.sip.HeaderValues;
import org.sipacc.sip.QuotedText;

/** The Reason header (RFC 3326): why a request is sent, in the words of several protocols. */
final class ReasonHeader {
  private ReasonHeader() {}

  /** A parameter of the first value of that protocol ({@code SIP}, {@code Q.850}) that has it. */
  static Optional<String> parameter(SipMessageView message, String protocol, String name) {
    return message.headers("Reason").stream()
        .flatMap(header -> HeaderValues.split(header).stream())
        .filter(value -> protocol(value).equalsIgnoreCase(protocol))
        .flatMap(value -> HeaderParameters.find(value, name).stream())
        .findFirst();
  }

  private static String protocol(String value) {
    return value.substring(0, QuotedText.indexOf(value, ';', 0)).strip();
  }
}
