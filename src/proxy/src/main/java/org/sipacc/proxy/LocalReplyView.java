package org.sipacc.proxy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/** A reply that never was a message: the 408 of a target that did not answer. */
record LocalReplyView(Reply reply, SipMessageView request) implements SipMessageView {
  @Override
  public String method() {
    return request.method();
  }

  @Override
  public Optional<String> requestUri() {
    return Optional.empty();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> headers(String name) {
    return List.of();
  }

  @Override
  public String callId() {
    return request.callId();
  }

  @Override
  public long cseqNumber() {
    return request.cseqNumber();
  }

  @Override
  public SourceAddress source() {
    return new SourceAddress("", 0, "");
  }

  @Override
  public OptionalInt status() {
    return OptionalInt.of(reply.status());
  }

  @Override
  public Optional<String> reason() {
    return Optional.of(reply.reason());
  }
}
