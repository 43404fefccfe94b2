package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Locale;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.variable.Variable;

/** Reads what stands after {@code if}. */
final class MatchReader {
  private final TextReader texts;
  private final ProfileReader profiles;
  private final TimeReader times;
  private final TestReader tests;

  MatchReader(TextReader texts, ProfileReader profiles, TimeReader times) {
    this.texts = texts;
    this.profiles = profiles;
    this.times = times;
    this.tests = new TestReader(texts);
  }

  /** A mapping all of whose keys must hold. */
  Match read(Yaml value) {
    List<Yaml.Entry> entries = value.asMapping("a match").entries();
    if (entries.isEmpty()) {
      throw new ConfigurationException(
          value.place(), "an empty match; leave out if for a rule that always applies");
    }
    return Match.All.of(entries.stream().map(this::entry).toList());
  }

  private Match entry(Yaml.Entry entry) {
    Yaml value = entry.value();
    return switch (entry.key()) {
      case "method" -> method(entry);
      case "has_totag" -> new Match.HasToTag(texts.truth("has_totag", value));
      case "ruri" -> tests.read(Variable.parse("$ru"), entry);
      case "outcome" -> new Match.LastOutcome(outcome(entry));
      case "time" -> times.read(value);
      case "in_profile" -> new Match.InProfile(profiles.inProfile(value));
      case "not" -> new Match.Not(read(value));
      case "any" -> new Match.Any(several(entry));
      case "all" -> new Match.All(several(entry));
      default -> {
        if (!entry.key().startsWith("$")) {
          throw texts.unknown("match", entry.key(), entry.place(), PolicyWords.MATCH);
        }
        yield tests.read(texts.variable(entry.key(), entry.place()), entry);
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
    return tests.read(Variable.parse("$rm"), entry);
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
}
