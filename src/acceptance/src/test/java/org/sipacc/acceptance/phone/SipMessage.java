package org.sipacc.acceptance.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP request or response, with its header fields in order. */
public record SipMessage(String startLine, List<SipHeader> headers, String body) {
  private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;,\\s]+)");
  private static final Pattern BRANCH = Pattern.compile(";\\s*branch=([^;,\\s]+)");

  public SipMessage {
    headers = List.copyOf(headers);
  }

  /** Reads a whole message; a body shorter than its Content-Length is taken as it is. */
  public static SipMessage parse(byte[] packet) {
    String text = new String(packet, UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    String[] lines = head.replaceAll("\r\n[ \t]+", " ").split("\r\n");
    List<SipHeader> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      headers.add(SipHeader.parse(lines[i]));
    }
    return new SipMessage(lines[0], headers, body);
  }

  /** The message as it goes on the wire. */
  public String encode() {
    StringBuilder text = new StringBuilder(startLine).append("\r\n");
    headers.forEach(header -> text.append(header).append("\r\n"));
    return text.append("\r\n").append(body).toString();
  }

  public boolean isRequest() {
    return !startLine.startsWith("SIP/2.0 ");
  }

  public boolean isRequest(String method) {
    return isRequest() && method().equals(method);
  }

  /** The request's method, or the method the response's CSeq names; "" if it names none. */
  public String method() {
    String[] words = (isRequest() ? startLine : "x " + cseq()).split(" ");
    return isRequest() ? words[0] : words[words.length - 1];
  }

  public String requestUri() {
    return startLine.split(" ")[1];
  }

  /** The response's status code; 0 of a request. */
  public int status() {
    return isRequest() ? 0 : Integer.parseInt(startLine.split(" ")[1]);
  }

  /** The response's reason phrase. */
  public String phrase() {
    String[] words = startLine.split(" ", 3);
    return words.length < 3 ? "" : words[2];
  }

  public boolean isProvisional() {
    return !isRequest() && status() < 200;
  }

  public boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  public boolean isNegative() {
    return status() >= 300;
  }

  /** The first header field of that name. */
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.is(name)).map(SipHeader::value).findFirst();
  }

  /** All values of that name in order, those joined by commas taken apart. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (SipHeader header : headers) {
      if (header.is(name)) {
        values.addAll(apart(header.value()));
      }
    }
    return values;
  }

  public String callId() {
    return header("Call-ID").orElse("");
  }

  public String cseq() {
    return header("CSeq").orElse("");
  }

  /** The number of the CSeq header field. */
  public int cseqNumber() {
    return Integer.parseInt(cseq().split(" ")[0]);
  }

  /** "" if there is none, as in {@link #toTag} and {@link #branch}. */
  public String fromTag() {
    return first(TAG, header("From").orElse(""));
  }

  public String toTag() {
    return first(TAG, header("To").orElse(""));
  }

  /** The branch of the topmost Via. */
  public String branch() {
    return first(BRANCH, header("Via").orElse(""));
  }

  /** Where its sender takes responses, as the top Via says. */
  InetSocketAddress sentBy() {
    String via = header("Via").orElseThrow();
    return SipUri.address("sip:" + via.substring(via.indexOf(' ') + 1));
  }

  /** What tells a retransmission from a new message: its transaction, status and dialog. */
  String identity() {
    return String.join(
        " ", isRequest() ? method() : startLine, branch(), cseq(), fromTag(), toTag(), callId());
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static List<String> apart(String value) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int brackets = 0;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '"' -> quoted = !quoted;
        case '<' -> brackets++;
        case '>' -> brackets--;
        case ',' -> {
          if (!quoted && brackets == 0) {
            parts.add(value.substring(start, i).trim());
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(value.substring(start).trim());
    return parts;
  }
}
