package org.sipacc.accounting.variable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SIP request or reply as variables and policies see it. The SIP layer implements it over its own
 * message; nothing here changes the message.
 */
public interface SipMessageView {
  /** The request's method; of a reply, that of its CSeq header. */
  String method();

  /** The Request-URI as text; empty in a reply. */
  Optional<String> requestUri();

  /** The first value of a header, raw, its long name given; compact forms count as the long one. */
  Optional<String> header(String name);

  /** All values of a header in their order, raw. */
  List<String> headers(String name);

  /** The Call-ID. */
  String callId();

  /** The number in the CSeq header. */
  long cseqNumber();

  /** Where the message came from. */
  SourceAddress source();

  /** The status code; empty in a request. */
  OptionalInt status();

  /** The reason phrase; empty in a request. */
  Optional<String> reason();

  /** Whether this is a request. */
  default boolean isRequest() {
    return status().isEmpty();
  }

  /** The From header's parts; empty ones if there is no such header. */
  default NameAddress from() {
    return NameAddress.parse(header("From").orElse(""));
  }

  /** The To header's parts; empty ones if there is no such header. */
  default NameAddress to() {
    return NameAddress.parse(header("To").orElse(""));
  }

  /** Whether the To header has a tag: a request that has belongs to a dialog (or says so). */
  default boolean hasToTag() {
    return to().tag().isPresent();
  }
}
