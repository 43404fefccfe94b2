package org.sipacc.proxy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.variable.NameAddress;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/**
 * A callee's request with From and To exchanged, as {@code detect_direction} wants them recorded.
 */
record SwappedParties(SipMessageView message) implements SipMessageView {
  @Override
  public NameAddress from() {
    return message.to();
  }

  @Override
  public NameAddress to() {
    return message.from();
  }

  @Override
  public String method() {
    return message.method();
  }

  @Override
  public Optional<String> requestUri() {
    return message.requestUri();
  }

  @Override
  public Optional<String> header(String name) {
    return message.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return message.headers(name);
  }

  @Override
  public String callId() {
    return message.callId();
  }

  @Override
  public long cseqNumber() {
    return message.cseqNumber();
  }

  @Override
  public SourceAddress source() {
    return message.source();
  }

  @Override
  public OptionalInt status() {
    return message.status();
  }

  @Override
  public Optional<String> reason() {
    return message.reason();
  }
}
