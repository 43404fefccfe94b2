package org.sipacc.accounting.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/**
 * Reads a policy and checks it against the parameters, so that what was read can be run.
 *
 * <p>The format is described in {@code docs/reference/policy.md} and {@code policy.schema.json}.
 */
public final class PolicyReader {
  /** The file's name within the configuration directory. */
  public static final String FILE_NAME = "policy.yaml";

  private final TextReader texts;
  private final MatchReader matches;
  private final ActionReader actions;

  private PolicyReader(Parameters parameters) {
    texts = new TextReader(parameters);
    ProfileReader profiles = new ProfileReader(parameters, texts);
    matches =
        new MatchReader(
            texts, profiles, new TimeReader(texts, parameters.get(Catalogue.TIME_ZONE)));
    actions = new ActionReader(parameters, texts, profiles);
  }

  /**
   * The policy of a configuration directory; the built-in one without a directory, or without a
   * {@code policy.yaml} in it.
   *
   * @throws ConfigurationException if anything is wrong; it names file, line and column
   */
  public static Policy load(Optional<Path> configDirectory, Parameters parameters) {
    return read(ConfigurationFile.load(configDirectory, FILE_NAME), parameters);
  }

  /** The policy of a file that must exist; see {@link #load}. */
  public static Policy read(Path file, Parameters parameters) {
    return read(ConfigurationFile.read(file), parameters);
  }

  /** The policy of a text; see {@link #load}. */
  public static Policy read(ConfigurationFile file, Parameters parameters) {
    return new PolicyReader(parameters).read(file);
  }

  private Policy read(ConfigurationFile file) {
    Yaml document = Yaml.parse(file.source(), file.text());
    Map<Hook, List<Rule>> hooks = new EnumMap<>(Hook.class);
    Map<String, List<Rule>> lists = new LinkedHashMap<>();
    for (Yaml.Entry entry : document.asMapping("the policy").entries()) {
      if (entry.key().equals(PolicyWords.LISTS)) {
        for (Yaml.Entry list : entry.value().asMapping(PolicyWords.LISTS).entries()) {
          lists.put(list.key(), rules(list));
        }
      } else {
        Hook hook =
            Hook.ofKey(entry.key())
                .orElseThrow(
                    () -> texts.unknown("hook", entry.key(), entry.place(), PolicyWords.TOP_LEVEL));
        hooks.put(hook, rules(entry));
      }
    }
    new HookCheck(lists).check(hooks);
    return new Policy(PolicyVersion.of(file.text()), file.source(), hooks, lists);
  }

  private List<Rule> rules(Yaml.Entry entry) {
    if (entry.value() instanceof Yaml.Empty) {
      return List.of();
    }
    return entry.value().asSequence(entry.key() + " (its rules)").items().stream()
        .map(this::rule)
        .toList();
  }

  private Rule rule(Yaml value) {
    Yaml.Mapping mapping = value.asMapping("a rule");
    for (Yaml.Entry entry : mapping.entries()) {
      if (PolicyWords.ACTIONS.contains(entry.key())) {
        throw new ConfigurationException(
            entry.place(),
            entry.key() + " is an action; put it under do: [" + entry.key() + ": ...]");
      }
    }
    texts.checkKeys("key", mapping, PolicyWords.RULE);
    Yaml body =
        mapping
            .get(PolicyWords.DO)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        mapping.place(), "the rule has no do; add do: [...] with its actions"));
    List<Step> steps = new ArrayList<>();
    for (Yaml item : body.asSequence(PolicyWords.DO).items()) {
      steps.addAll(steps(item));
    }
    return new Rule(
        mapping.place(),
        mapping.get(PolicyWords.NAME).map(name -> name.asScalar("name").text()).orElse(""),
        mapping.get(PolicyWords.IF).map(matches::read).orElse(Match.All.ALWAYS),
        steps);
  }

  private List<? extends Step> steps(Yaml item) {
    if (item instanceof Yaml.Scalar bare) {
      return actions.read(bare.text(), bare.place(), new Yaml.Empty(bare.place()));
    }
    Yaml.Mapping mapping = item.asMapping("an action");
    if (mapping.get(PolicyWords.DO).isPresent() || mapping.get(PolicyWords.IF).isPresent()) {
      return List.of(rule(mapping));
    }
    if (mapping.entries().size() != 1) {
      Place place =
          mapping.entries().isEmpty() ? mapping.place() : mapping.entries().get(1).place();
      throw new ConfigurationException(
          place, "one action per list item; write the next one on a line of its own, after \"- \"");
    }
    Yaml.Entry entry = mapping.entries().get(0);
    return actions.read(entry.key(), entry.place(), entry.value());
  }
}
