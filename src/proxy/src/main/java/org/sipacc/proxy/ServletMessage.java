package org.sipacc.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/** A message of the container as variables and policies see it. */
final class ServletMessage implements SipMessageView {
  private final SipServletMessage message;

  ServletMessage(SipServletMessage message) {
    this.message = message;
  }

  @Override
  public String method() {
    return message.getMethod();
  }

  @Override
  public Optional<String> requestUri() {
    return message instanceof SipServletRequest request
        ? Optional.of(request.getRequestURI().toString())
        : Optional.empty();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(message.getHeader(name));
  }

  @Override
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    message.getHeaders(name).forEachRemaining(values::add);
    return values;
  }

  @Override
  public String callId() {
    return message.getCallId();
  }

  @Override
  public long cseqNumber() {
    return cseq(message);
  }

  @Override
  public SourceAddress source() {
    return source(message);
  }

  @Override
  public OptionalInt status() {
    return message instanceof SipServletResponse response
        ? OptionalInt.of(response.getStatus())
        : OptionalInt.empty();
  }

  @Override
  public Optional<String> reason() {
    return message instanceof SipServletResponse response
        ? Optional.ofNullable(response.getReasonPhrase())
        : Optional.empty();
  }

  static long cseq(SipServletMessage message) {
    String value = message.getHeader("CSeq").strip();
    return Long.parseLong(value.substring(0, value.indexOf(' ')));
  }

  static SourceAddress source(SipServletMessage message) {
    String transport = message.getInitialTransport();
    String address = message.getInitialRemoteAddr();
    return new SourceAddress(
        address == null ? "" : address,
        message.getInitialRemotePort(),
        transport == null ? "" : transport);
  }
}
