package org.sipacc.accounting.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** Reads what stands after {@code if}. */
final class MatchReader {
  private final TextReader texts;

  MatchReader(TextReader texts) {
    this.texts = texts;
  }

  /** A mapping all of whose keys must hold. */
  Match read(Yaml value) {
    List<Yaml.Entry> entries = value.asMapping("a match").entries();
    if (entries.isEmpty()) {
      throw new ConfigurationException(
          value.place(), "an empty match; leave out if for a rule that always applies");
    }
    return all(entries.stream().map(this::entry).toList());
  }

  private Match entry(Yaml.Entry entry) {
    Yaml value = entry.value();
    return switch (entry.key()) {
      case "method" -> method(entry);
      case "has_totag" -> new Match.HasToTag(truth(entry));
      case "ruri" -> test(Variable.parse("$ru"), entry);
      case "outcome" -> new Match.LastOutcome(outcome(entry));
      case "not" -> new Match.Not(read(value));
      case "any" -> new Match.Any(several(entry));
      case "all" -> new Match.All(several(entry));
      default -> {
        if (!entry.key().startsWith("$")) {
          throw texts.unknown("match", entry.key(), entry.place(), PolicyWords.MATCH);
        }
        yield test(texts.variable(entry.key(), entry.place()), entry);
      }
    };
  }

  private List<Match> several(Yaml.Entry entry) {
    List<Yaml> items = entry.value().asSequence(entry.key()).items();
    if (items.isEmpty()) {
      throw new ConfigurationException(
          entry.place(), entry.key() + " has no match in its list; add one or remove it");
    }
    return items.stream().map(this::read).toList();
  }

  private Match method(Yaml.Entry entry) {
    if (!(entry.value() instanceof Yaml.Mapping)) {
      for (Yaml.Scalar method : entry.value().asScalars("method")) {
        String upper = method.text().toUpperCase(Locale.ROOT);
        if (!method.text().equals(upper)) {
          throw new ConfigurationException(
              method.place(), "methods are in upper case; write " + upper);
        }
      }
    }
    return test(Variable.parse("$rm"), entry);
  }

  private Match test(Variable variable, Yaml.Entry entry) {
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
            case "matches" ->
                new Match.Matches(variable, pattern(test.value().asScalar("matches")));
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
    return all(matches);
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

  private static boolean truth(Yaml.Entry entry) {
    return switch (entry.value().asScalar(entry.key()).text()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConfigurationException(
              entry.value().place(),
              entry.key() + " must be true or false, found " + entry.value().kind());
    };
  }

  private static Match.Outcome outcome(Yaml.Entry entry) {
    return switch (entry.value().asScalar(entry.key()).text()) {
      case "ok" -> Match.Outcome.OK;
      case "failed" -> Match.Outcome.FAILED;
      default ->
          throw new ConfigurationException(
              entry.value().place(), "outcome must be ok or failed, found " + entry.value().kind());
    };
  }

  private static Match all(List<Match> matches) {
    return matches.size() == 1 ? matches.get(0) : new Match.All(matches);
  }
}
