package org.sipacc.accounting.parameter;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody else's trace of a call is shown: an https address with placeholders for what is
 * known of the call.
 */
public record TraceUrl(String template) {
  /** How much before and after a call its trace is looked for. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final Map<String, Function<Traced, String>> VALUES =
      Map.of(
          "callid", Traced::callId,
          "since", traced -> traced.since().toString(),
          "until", traced -> traced.until().toString(),
          "since_ms", traced -> Long.toString(traced.since().toEpochMilli()),
          "until_ms", traced -> Long.toString(traced.until().toEpochMilli()));

  private record Traced(String callId, Instant since, Instant until) {}

  static Optional<TraceUrl> parse(String parameter, RawText raw) {
    String text = raw.text().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> unknown =
        PLACEHOLDER
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .filter(name -> !VALUES.containsKey(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw raw.problem(
          parameter
              + " has {"
              + unknown.get(0)
              + "}; there are {callid}, {since}, {until}, {since_ms} and {until_ms}");
    }
    if (!isHttps(PLACEHOLDER.matcher(text).replaceAll("x"))) {
      throw raw.problem(
          parameter + " must be an https address, as in https://homer.example/call?id={callid}");
    }
    return Optional.of(new TraceUrl(text));
  }

  private static boolean isHttps(String filled) {
    try {
      URI uri = new URI(filled);
      return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The address for a call; what callers wrote is encoded, so that it stays one value. */
  public String of(String callId, Instant invited, Instant ended) {
    Traced traced = new Traced(callId, invited.minus(MARGIN), ended.plus(MARGIN));
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> Matcher.quoteReplacement(encoded(VALUES.get(found.group(1)).apply(traced))));
  }

  /** In a path a plus is a plus. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
