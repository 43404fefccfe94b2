package org.sipacc.proxy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.DialogPaths.Path;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/**
 * A request that this server makes within a call, as one of its parties would send it to the other.
 *
 * @param way to the party it goes to
 * @param sender the other party's address
 */
record LocalRequest(
    String method, String callId, Path way, String sender, Map<String, String> headers)
    implements SipMessageView {

  /** For the engine; see {@link Engine#SEND_REQUEST}. */
  Map<String, Object> message() {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("method", method);
    message.put("uri", way.contact());
    message.put("from", sender);
    message.put("to", way.address());
    message.put("callId", callId);
    message.put("cseq", cseqNumber());
    message.put("routes", way.routes());
    message.put("transport", way.transport());
    message.put("headers", headers);
    return message;
  }

  RequestFacts facts(Instant now) {
    return new RequestFacts(
        method,
        callId,
        from().tag().orElse(""),
        to().tag().orElse(""),
        from().uri(),
        to().uri(),
        way.contact(),
        "",
        "",
        now);
  }

  @Override
  public Optional<String> requestUri() {
    return Optional.of(way.contact());
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    if (name.equalsIgnoreCase("From")) {
      return List.of(sender);
    }
    if (name.equalsIgnoreCase("To")) {
      return List.of(way.address());
    }
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * A ping has the number of the last request that went that way: it uses none up, so that the next
   * one of the other party still fits. A party that minds answers 500, and is there.
   */
  @Override
  public long cseqNumber() {
    return method.equals("OPTIONS") ? way.cseq() : way.cseq() + 1;
  }

  @Override
  public SourceAddress source() {
    return new SourceAddress("", 0, "");
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
