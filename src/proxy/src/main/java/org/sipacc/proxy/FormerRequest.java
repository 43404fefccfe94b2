package org.sipacc.proxy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.variable.NameAddress;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/**
 * A request within a call that a former life of this server set up, as the engine tells of it: JDK
 * types by name.
 */
record FormerRequest(Map<String, Object> told) implements SipMessageView {
  String fromTag() {
    return text("fromTag");
  }

  String toTag() {
    return text("toTag");
  }

  /** The parameters of our own Route in it. */
  @SuppressWarnings("unchecked") // the contract of the engine's function
  Map<String, String> routeParameters() {
    return (Map<String, String>) told.getOrDefault("routeParameters", Map.of());
  }

  /** Whether the other node whose Route it has is alive; empty if the Route is our own. */
  Optional<Boolean> peerAnswers() {
    return Optional.ofNullable((Boolean) told.get("peerAnswers"));
  }

  /** When it came, by {@link System#nanoTime}. */
  long receivedNanos() {
    return told.get("receivedNanos") instanceof Long nanos ? nanos : System.nanoTime();
  }

  /** The URI in Contact; "" if there is none. */
  String contact() {
    return uri(text("contact"));
  }

  /** The URI in the Contact of the answer; "" if there is none. */
  String answerContact() {
    return uri(text("answerContact"));
  }

  static String uri(String address) {
    return address.isEmpty() ? "" : NameAddress.parse(address).uri();
  }

  boolean isAck() {
    return method().equals("ACK");
  }

  /** Whether it may move a party (RFC 3261 section 12.2, RFC 3311). */
  boolean isTargetRefresh() {
    return method().equals("INVITE") || method().equals("UPDATE");
  }

  RequestFacts facts(Instant received) {
    return new RequestFacts(
        method(),
        callId(),
        fromTag(),
        toTag(),
        from().uri(),
        to().uri(),
        text("uri"),
        text("source"),
        "",
        received);
  }

  @Override
  public String method() {
    return text("method");
  }

  @Override
  public Optional<String> requestUri() {
    return Optional.of(text("uri"));
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return switch (name) {
      case "From" -> List.of(text("from"));
      case "To" -> List.of(text("to"));
      case "Contact" -> text("contact").isEmpty() ? List.of() : List.of(text("contact"));
      default -> List.of();
    };
  }

  @Override
  public String callId() {
    return text("callId");
  }

  @Override
  public long cseqNumber() {
    return told.get("cseq") instanceof Long number ? number : 0;
  }

  @Override
  public SourceAddress source() {
    return SourceAddress.parse(text("source")).orElse(new SourceAddress("", 0, ""));
  }

  @Override
  public OptionalInt status() {
    return OptionalInt.empty();
  }

  @Override
  public Optional<String> reason() {
    return Optional.empty();
  }

  private String text(String name) {
    return told.get(name) instanceof String value ? value : "";
  }
}
