package org.sipacc.restcomm.ua;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A SIP message as text: start line, header lines in order, body.
 *
 * @param startLine request or status line
 * @param lines header lines
 * @param body may be empty
 */
public record SipMessage(String startLine, List<String> lines, String body) {

  /** Reads one from the wire. */
  public static SipMessage parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    String[] head = text.substring(0, end).split("\r\n");
    return new SipMessage(head[0], List.of(head).subList(1, head.length), text.substring(end + 4));
  }

  /** A message without headers yet. */
  public static SipMessage of(String startLine) {
    return new SipMessage(startLine, List.of(), "");
  }

  public boolean isRequest() {
    return !startLine.startsWith("SIP/2.0 ");
  }

  public String method() {
    return startLine.substring(0, startLine.indexOf(' '));
  }

  public String requestUri() {
    return startLine.split(" ")[1];
  }

  public int status() {
    return isRequest() ? 0 : Integer.parseInt(startLine.split(" ")[1]);
  }

  /** Method of the CSeq. */
  public String cseqMethod() {
    return header("CSeq").split(" +")[1];
  }

  /** First value of that header; fails if there is none. */
  public String header(String name) {
    return headers(name).get(0);
  }

  /** All values of that header; several in one line are split. */
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    for (String line : lines) {
      if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        for (String value : line.substring(prefix.length()).split(",(?=\\s*<)")) {
          values.add(value.strip());
        }
      }
    }
    return values;
  }

  /** A copy with one more header line at the end. */
  public SipMessage with(String name, String value) {
    List<String> more = new ArrayList<>(lines);
    more.add(name + ": " + value);
    return new SipMessage(startLine, more, body);
  }

  /** A copy with these values of one header. */
  public SipMessage withAll(String name, List<String> values) {
    SipMessage message = this;
    for (String value : values) {
      message = message.with(name, value);
    }
    return message;
  }

  /** A copy in which the header has this value only. */
  public SipMessage withOnly(String name, String value) {
    return without(name).with(name, value);
  }

  /** A copy without that header. */
  public SipMessage without(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return new SipMessage(
        startLine,
        lines.stream().filter(l -> !l.toLowerCase(Locale.ROOT).startsWith(prefix)).toList(),
        body);
  }

  /** The response to this request; the To-tag is added if there is none. */
  public SipMessage reply(int code, String reason, String toTag) {
    String to = header("To");
    return of("SIP/2.0 " + code + " " + reason)
        .withAll("Via", headers("Via"))
        .withAll("Record-Route", headers("Record-Route"))
        .with("From", header("From"))
        .with("To", to.contains(";tag=") || code == 100 ? to : to + ";tag=" + toTag)
        .with("Call-ID", header("Call-ID"))
        .with("CSeq", header("CSeq"));
  }

  @Override
  public String toString() {
    SipMessage whole =
        headers("Content-Length").isEmpty()
            ? with("Content-Length", Integer.toString(body.length()))
            : this;
    return whole.startLine + "\r\n" + String.join("\r\n", whole.lines) + "\r\n\r\n" + body;
  }
}
