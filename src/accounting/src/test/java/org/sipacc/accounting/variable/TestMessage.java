package org.sipacc.accounting.variable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A message made of its headers. */
public record TestMessage(
    String method,
    Optional<String> requestUri,
    OptionalInt status,
    Optional<String> reason,
    List<Map.Entry<String, String>> fields)
    implements SipMessageView {

  /** From alice to bob, outside a dialog. */
  public static TestMessage request(String method, String requestUri) {
    return new TestMessage(
            method, Optional.of(requestUri), OptionalInt.empty(), Optional.empty(), List.of())
        .with("From", "\"Alice A.\" <sip:alice@a.example:5070;transport=tcp>;tag=ft1")
        .with("To", "<sip:bob@b.example>");
  }

  public static TestMessage reply(String method, int status, String reason) {
    return new TestMessage(
            method, Optional.empty(), OptionalInt.of(status), Optional.of(reason), List.of())
        .with("From", "<sip:alice@a.example>;tag=ft1")
        .with("To", "<sip:bob@b.example>;tag=tt1");
  }

  public TestMessage with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(fields);
    more.add(Map.entry(name, value));
    return new TestMessage(method, requestUri, status, reason, List.copyOf(more));
  }

  public TestMessage inDialog() {
    List<Map.Entry<String, String>> others =
        fields.stream().filter(field -> !field.getKey().equals("To")).toList();
    return new TestMessage(method, requestUri, status, reason, others)
        .with("To", "<sip:bob@b.example>;tag=tt1");
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public String callId() {
    return "c1@a";
  }

  @Override
  public long cseqNumber() {
    return 7;
  }

  @Override
  public SourceAddress source() {
    return new SourceAddress("192.0.2.1", 5070, "UDP");
  }
}
