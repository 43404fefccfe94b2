package org.sipacc.proxy;

import java.time.Instant;
import java.util.Optional;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.variable.SourceAddress;

/** What accounting wants to know of the container's messages. */
final class Facts {
  private Facts() {}

  static RequestFacts of(SipServletRequest request, Instant received) {
    SourceAddress source = ServletMessage.source(request);
    return new RequestFacts(
        request.getMethod(),
        request.getCallId(),
        fromTag(request),
        toTag(request),
        request.getFrom().getURI().toString(),
        request.getTo().getURI().toString(),
        request.getRequestURI().toString(),
        source.transport() + ":" + source.ip() + ":" + source.port(),
        Optional.ofNullable(request.getHeader("User-Agent")).orElse(""),
        received);
  }

  /** A reply that came from downstream. */
  static Reply reply(SipServletResponse response) {
    return new Reply(
        response.getStatus(),
        Optional.ofNullable(response.getReasonPhrase()).orElse(""),
        toTag(response),
        true,
        response.getContentLength() > 0);
  }

  /**
   * A reply to a proxied request. A negative one that came by no branch is the container's own: its
   * tag is no target's.
   */
  static Reply replyByBranch(SipServletResponse response) {
    Reply reply = reply(response);
    return reply.isNegative() && response.getProxyBranch() == null
        ? Reply.local(reply.status(), reply.reason(), "")
        : reply;
  }

  static String fromTag(SipServletMessage message) {
    return tag(message.getFrom());
  }

  static String toTag(SipServletMessage message) {
    return tag(message.getTo());
  }

  private static String tag(Address address) {
    return Optional.ofNullable(address.getParameter("tag")).orElse("");
  }
}
