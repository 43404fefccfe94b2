package org.sipacc.accounting.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** Reads the tests that a variable's value must pass. */
final class TestReader {
  private final TextReader texts;

  TestReader(TextReader texts) {
    this.texts = texts;
  }

  /** A value, a list of values, or a mapping of tests, for a variable. */
  Match read(Variable variable, Yaml.Entry entry) {
    if (!(entry.value() instanceof Yaml.Mapping tests)) {
      return in(variable, entry.value(), entry.place(), entry.key());
    }
    List<Match> matches = new ArrayList<>();
    for (Yaml.Entry test : tests.entries()) {
      matches.add(
          switch (test.key()) {
            case "equals" ->
                new Match.In(
                    variable,
                    List.of(texts.template(test.value().asScalar("equals of " + entry.key()))));
            case "in" -> in(variable, test.value(), test.place(), "in of " + entry.key());
            case "starts_with" ->
                new Match.StartsWith(
                    variable, texts.template(test.value().asScalar("starts_with")));
            case "ends_with" ->
                new Match.EndsWith(variable, texts.template(test.value().asScalar("ends_with")));
            case "matches" ->
                new Match.Matches(variable, pattern(test.value().asScalar("matches")));
            case "at_least" ->
                new Match.InRange(variable, Optional.of(number(test)), Optional.empty());
            case "at_most" ->
                new Match.InRange(variable, Optional.empty(), Optional.of(number(test)));
            case "in_subnet" -> new Match.InSubnet(variable, subnets(test));
            default -> throw texts.unknown("test", test.key(), test.place(), PolicyWords.TEST);
          });
    }
    if (matches.isEmpty()) {
      throw new ConfigurationException(
          entry.place(),
          entry.key()
              + " has no test; write a value, or one of "
              + String.join(", ", PolicyWords.TEST));
    }
    return Match.All.of(matches);
  }

  private Match in(Variable variable, Yaml value, Place place, String what) {
    List<Template> values = value.asScalars(what).stream().map(texts::template).toList();
    if (values.isEmpty()) {
      throw new ConfigurationException(place, what + " has an empty list; add a value");
    }
    return new Match.In(variable, values);
  }

  private static Pattern pattern(Yaml.Scalar scalar) {
    try {
      return Pattern.compile(scalar.text());
    } catch (PatternSyntaxException e) {
      throw new ConfigurationException(
          scalar.place(),
          "pattern \""
              + scalar.text()
              + "\" is wrong: "
              + e.getDescription()
              + (e.getPattern() == null ? "" : ": " + e.getPattern())
              + "; write an RE2 regular expression");
    }
  }

  private static BigDecimal number(Yaml.Entry test) {
    String text = test.value().asScalar(test.key()).text();
    if (!Match.InRange.NUMBER.matcher(text).matches()) {
      throw new ConfigurationException(
          test.value().place(), test.key() + " must be a number, found " + test.value().kind());
    }
    return new BigDecimal(text);
  }

  private static List<Subnet> subnets(Yaml.Entry test) {
    List<Subnet> subnets =
        test.value().asScalars("in_subnet").stream().map(TestReader::subnet).toList();
    if (subnets.isEmpty()) {
      throw new ConfigurationException(test.place(), "in_subnet has an empty list; add a value");
    }
    return subnets;
  }

  private static Subnet subnet(Yaml.Scalar scalar) {
    return Subnet.parse(scalar.text())
        .orElseThrow(
            () ->
                new ConfigurationException(
                    scalar.place(),
                    "\""
                        + scalar.text()
                        + "\" is no subnet; write 10.0.0.0/8, 2001:db8::/32 or an IP address"));
  }
}
