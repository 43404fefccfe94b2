package org.sipacc.accounting.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.variable.ReasonPhrases;
import org.sipacc.accounting.variable.Template;

/** Reads where a request goes, or how it is answered. */
final class RoutingReader {
  private static final int FIRST_FINAL_CODE = 200;
  private static final int LAST_CODE = 699;
  private static final int LONGEST_TIMEOUT = 86_400;
  private static final int LONGEST_DELAY = 3_600;
  private static final int MOST_TARGETS = 100;
  private static final int USUAL_TARGETS = 3;

  private final TextReader texts;

  RoutingReader(TextReader texts) {
    this.texts = texts;
  }

  Action relay(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      return new RoutingActions.RelayTo(
          place, List.of(), Relay.Mode.PARALLEL, Optional.empty(), Optional.empty(), Duration.ZERO);
    }
    Yaml.Mapping mapping = value.asMapping("relay");
    texts.checkKeys("argument", mapping, ActionWord.RELAY.arguments());
    Optional<List<Template>> targets =
        mapping.get("to").map(to -> to.asScalars("to").stream().map(this::target).toList());
    if (targets.equals(Optional.of(List.of()))) {
      throw new ConfigurationException(
          value.place(),
          "relay has no target; write to: [\"sip:10.0.0.1:5080\"], or bare relay for the"
              + " Request-URI");
    }
    return new RoutingActions.RelayTo(
        place,
        targets.orElse(List.of()),
        mapping.get("mode").map(RoutingReader::mode).orElse(Relay.Mode.PARALLEL),
        seconds(mapping, "fr_timeout", 1, LONGEST_TIMEOUT),
        seconds(mapping, "fr_inv_timeout", 1, LONGEST_TIMEOUT),
        seconds(mapping, "delay", 0, LONGEST_DELAY).orElse(Duration.ZERO));
  }

  Action followRedirect(Place place, Yaml value) {
    if (!(value instanceof Yaml.Mapping mapping)) {
      throw new ConfigurationException(
          place,
          "follow_redirect must say which hosts it may follow to; write follow_redirect: {allow:"
              + " [10.0.0.0/8, gw.example.com]}");
    }
    texts.checkKeys("argument", mapping, ActionWord.FOLLOW_REDIRECT.arguments());
    Yaml allow = texts.required(mapping, "allow", "[10.0.0.0/8, gw.example.com]");
    List<HostPattern> hosts =
        allow.asScalars("allow").stream().map(RoutingReader::hostPattern).toList();
    if (hosts.isEmpty()) {
      throw new ConfigurationException(allow.place(), "allow has an empty list; add a host");
    }
    return new RoutingActions.FollowRedirect(
        place,
        hosts,
        mapping.get("mode").map(RoutingReader::mode).orElse(Relay.Mode.SERIAL),
        mapping
            .get("most")
            .map(yaml -> number("most", yaml, 1, MOST_TARGETS))
            .orElse(USUAL_TARGETS));
  }

  Action reply(Place place, Yaml value) {
    Yaml codeValue = value;
    Optional<Template> reason = Optional.empty();
    boolean stateless = false;
    if (value instanceof Yaml.Mapping mapping) {
      texts.checkKeys("argument", mapping, ActionWord.REPLY.arguments());
      codeValue = texts.required(mapping, "code", "403");
      reason = mapping.get("reason").map(yaml -> texts.template(yaml.asScalar("reason")));
      stateless =
          mapping.get("stateless").map(yaml -> texts.truth("stateless", yaml)).orElse(false);
    }
    int code = code(codeValue.asScalar("reply"));
    return new RoutingActions.Reply(
        place, code, reason.orElseGet(() -> Template.parse(ReasonPhrases.of(code))), stateless);
  }

  private Template target(Yaml.Scalar scalar) {
    Template target = texts.template(scalar);
    if (!scalar.text().matches("(?i)(sips?:|\\$).+")) {
      throw new ConfigurationException(
          scalar.place(),
          "target \"" + scalar.text() + "\" is no SIP URI; write sip:" + scalar.text());
    }
    return target;
  }

  private static HostPattern hostPattern(Yaml.Scalar scalar) {
    return HostPattern.parse(scalar.text())
        .orElseThrow(
            () ->
                new ConfigurationException(
                    scalar.place(),
                    "allow: \""
                        + scalar.text()
                        + "\" is no host; write gw.example.com, *.example.com, an IP address or a"
                        + " subnet such as 10.0.0.0/8"));
  }

  private static Relay.Mode mode(Yaml value) {
    return switch (value.asScalar("mode").text()) {
      case "parallel" -> Relay.Mode.PARALLEL;
      case "serial" -> Relay.Mode.SERIAL;
      default ->
          throw new ConfigurationException(
              value.place(), "mode must be parallel or serial, found " + value.kind());
    };
  }

  private static int code(Yaml.Scalar scalar) {
    int code = scalar.text().matches("[0-9]{3}") ? Integer.parseInt(scalar.text()) : 0;
    if (code < FIRST_FINAL_CODE || code > LAST_CODE) {
      throw new ConfigurationException(
          scalar.place(), "reply code must be a final one, 200 to 699, found " + scalar.kind());
    }
    return code;
  }

  private static Optional<Duration> seconds(Yaml.Mapping mapping, String key, int least, int most) {
    return mapping
        .get(key)
        .map(yaml -> Duration.ofSeconds(number(key + " (seconds)", yaml, least, most)));
  }

  private static int number(String what, Yaml value, int least, int most) {
    String text = value.asScalar(what).text();
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new ConfigurationException(
          value.place(),
          what
              + " must be a whole number from "
              + least
              + " to "
              + most
              + ", found "
              + value.kind());
    }
    return number;
  }
}
