package org.sipacc.accounting.dryrun;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/**
 * A request made of text: pasted by a person, or told again from what is stored of a call.
 *
 * @param uri the Request-URI
 * @param cseqNumber the number in its CSeq header
 */
public record SipRequest(
    String method, String uri, List<Header> headers, long cseqNumber, SourceAddress source)
    implements SipMessageView {
  public SipRequest {
    headers = List.copyOf(headers);
  }

  /** One value of a header under its long name. */
  public record Header(String name, String value) {}

  /** The same request on its way to another target. */
  SipRequest to(String target) {
    return new SipRequest(method, target, headers, cseqNumber, source);
  }

  /** The reply to it, as its callee would send it. */
  SipReply reply(int status, String reason, String toTag) {
    return new SipReply(this, OptionalInt.of(status), Optional.of(reason), toTag);
  }

  @Override
  public Optional<String> requestUri() {
    return Optional.of(uri);
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  @Override
  public String callId() {
    return header("Call-ID").orElse("");
  }

  @Override
  public OptionalInt status() {
    return OptionalInt.empty();
  }

  @Override
  public Optional<String> reason() {
    return Optional.empty();
  }
}
