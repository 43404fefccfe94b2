package org.sipacc.proxy;

import java.util.List;
import java.util.Map;
import org.sipacc.accounting.variable.SourceAddress;

/**
 * A response to an INVITE that a former life of this server had sent on, as the engine tells of it:
 * JDK types by name.
 */
record FormerResponse(Map<String, Object> told) {
  int status() {
    return told.get("status") instanceof Integer status ? status : 0;
  }

  String reason() {
    return text("reason");
  }

  String callId() {
    return text("callId");
  }

  String fromTag() {
    return text("fromTag");
  }

  String toTag() {
    return text("toTag");
  }

  /** The value of To. */
  String to() {
    return text("to");
  }

  long cseq() {
    return told.get("cseq") instanceof Long number ? number : 0;
  }

  /** The URI in Contact; "" if there is none. */
  String contact() {
    return FormerRequest.uri(text("contact"));
  }

  @SuppressWarnings("unchecked") // the contract of the engine's function
  List<String> recordRoutes() {
    return (List<String>) told.getOrDefault("recordRoutes", List.of());
  }

  /** The one it came by. */
  String transport() {
    return SourceAddress.parse(text("source")).map(SourceAddress::transport).orElse("udp");
  }

  /** Where it goes on to, as a request's source. */
  String target() {
    return text("target");
  }

  private String text(String name) {
    return told.get(name) instanceof String value ? value : "";
  }
}
