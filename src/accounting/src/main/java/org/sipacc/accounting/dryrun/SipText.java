package org.sipacc.accounting.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dryrun.SipRequest.Header;
import org.sipacc.accounting.variable.SourceAddress;
import org.sipacc.sip.HeaderValues;

/** Reads a SIP request as a person pastes it: request line and headers (RFC 3261 section 7). */
public final class SipText {
  private static final Pattern REQUEST_LINE = Pattern.compile("(\\S+) +(\\S+) +SIP/2\\.0 *");
  private static final Pattern HEADER = Pattern.compile("([^\\s:]+)[ \\t]*:(.*)");
  private static final Pattern CSEQ = Pattern.compile("([0-9]{1,10})\\s+(\\S+)");

  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("a", "Accept-Contact"),
          Map.entry("b", "Referred-By"),
          Map.entry("c", "Content-Type"),
          Map.entry("d", "Request-Disposition"),
          Map.entry("e", "Content-Encoding"),
          Map.entry("f", "From"),
          Map.entry("i", "Call-ID"),
          Map.entry("j", "Reject-Contact"),
          Map.entry("k", "Supported"),
          Map.entry("l", "Content-Length"),
          Map.entry("m", "Contact"),
          Map.entry("o", "Event"),
          Map.entry("r", "Refer-To"),
          Map.entry("s", "Subject"),
          Map.entry("t", "To"),
          Map.entry("u", "Allow-Events"),
          Map.entry("v", "Via"),
          Map.entry("x", "Session-Expires"),
          Map.entry("y", "Identity"));

  /** Headers whose commas separate values; in others they belong to the value. */
  private static final Set<String> LISTS =
      Set.of(
          "contact",
          "diversion",
          "history-info",
          "p-asserted-identity",
          "p-preferred-identity",
          "path",
          "reason",
          "record-route",
          "route",
          "service-route",
          "via");

  private final List<Header> headers = new ArrayList<>();
  private final String[] lines;
  private final int firstLine;
  private int lastLine;
  private int cseqLine;

  private SipText(String text) {
    lines = text.split("\\r\\n|\\n|\\r", -1);
    int at = 0;
    while (at < lines.length && lines[at].isBlank()) {
      at++;
    }
    firstLine = at;
    lastLine = at;
  }

  /**
   * Reads a request; a body is not looked at.
   *
   * @param source where it shall be taken to come from
   * @throws SipTextException if the text is no SIP request; it names the line
   */
  public static SipRequest parse(String text, SourceAddress source) {
    return new SipText(text).request(source);
  }

  /** A request told again from what is stored of it. */
  public static SipRequest of(RequestFacts facts) {
    return new SipRequest(
        facts.method(),
        facts.requestUri(),
        List.of(
            new Header("From", address(facts.fromUri(), facts.fromTag())),
            new Header("To", address(facts.toUri(), facts.toTag())),
            new Header("Call-ID", facts.callId()),
            new Header("CSeq", "1 " + facts.method()),
            new Header("User-Agent", facts.userAgent())),
        1,
        SourceAddress.parse(facts.source()).orElse(new SourceAddress("", 0, "")));
  }

  private SipRequest request(SourceAddress source) {
    if (firstLine == lines.length) {
      throw new SipTextException(1, "there is nothing; paste a SIP request");
    }
    if (lines[firstLine].startsWith("SIP/2.0 ")) {
      throw new SipTextException(
          firstLine + 1, "this is a reply; paste the request that starts the call");
    }
    Matcher requestLine = REQUEST_LINE.matcher(lines[firstLine]);
    if (!requestLine.matches()) {
      throw new SipTextException(
          firstLine + 1,
          "a request begins with method, Request-URI and SIP/2.0, as in INVITE sip:bob@b.example"
              + " SIP/2.0");
    }
    readHeaders();
    String method = requestLine.group(1);
    required("From");
    required("To");
    required("Call-ID");
    return new SipRequest(method, requestLine.group(2), headers, cseq(method), source);
  }

  private void readHeaders() {
    int at = firstLine + 1;
    while (at < lines.length && !lines[at].isBlank()) {
      int start = at;
      StringBuilder line = new StringBuilder(lines[at]);
      at++;
      while (at < lines.length && isContinuation(lines[at])) {
        line.append(' ').append(lines[at].strip());
        at++;
      }
      readHeader(start + 1, line.toString());
    }
    lastLine = at;
  }

  private static boolean isContinuation(String line) {
    return !line.isBlank() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
  }

  private void readHeader(int number, String line) {
    Matcher header = HEADER.matcher(line);
    if (!header.matches()) {
      throw new SipTextException(
          number, "\"" + line.strip() + "\" is no header; write name: value");
    }
    String written = header.group(1);
    String name = COMPACT.getOrDefault(written.toLowerCase(Locale.ROOT), written);
    if (name.equalsIgnoreCase("CSeq")) {
      cseqLine = number;
    }
    String value = header.group(2).strip();
    if (LISTS.contains(name.toLowerCase(Locale.ROOT))) {
      HeaderValues.split(value).forEach(item -> headers.add(new Header(name, item)));
    } else {
      headers.add(new Header(name, value));
    }
  }

  private long cseq(String method) {
    String value = required("CSeq");
    Matcher cseq = CSEQ.matcher(value);
    if (!cseq.matches()) {
      throw new SipTextException(
          cseqLine, "CSeq \"" + value + "\" must be a number and the method, as in 1 " + method);
    }
    if (!cseq.group(2).equals(method)) {
      throw new SipTextException(
          cseqLine, "CSeq names method " + cseq.group(2) + ", the request line " + method);
    }
    return Long.parseLong(cseq.group(1));
  }

  private String required(String name) {
    return find(name)
        .orElseThrow(
            () -> new SipTextException(lastLine, "the headers end without " + name + "; add it"));
  }

  private Optional<String> find(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  private static String address(String uri, String tag) {
    return "<" + uri + ">" + (tag.isEmpty() ? "" : ";tag=" + tag);
  }
}
