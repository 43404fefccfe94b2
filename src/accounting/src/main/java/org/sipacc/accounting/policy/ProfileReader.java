package org.sipacc.accounting.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.Template;

/** Reads which dialog profile, and which value of it, is meant. */
final class ProfileReader {
  private final List<String> withValue;
  private final List<String> withoutValue;
  private final TextReader texts;

  ProfileReader(Parameters parameters, TextReader texts) {
    this.withValue = parameters.get(Catalogue.PROFILES_WITH_VALUE);
    this.withoutValue = parameters.get(Catalogue.PROFILES_NO_VALUE);
    this.texts = texts;
  }

  /** Of the match {@code in_profile}: without a value any will do. */
  Profile inProfile(Yaml value) {
    return read("in_profile", value, PolicyWords.IN_PROFILE_KEYS);
  }

  /** Of an action that counts a profile's calls: without a value all are meant. */
  Profile any(ActionWord word, Yaml value) {
    return read(word.key(), value, word.arguments());
  }

  /** Of an action that changes to which profiles a call belongs: one value must be meant. */
  Profile one(ActionWord word, Yaml value) {
    Profile profile = read(word.key(), value, word.arguments());
    if (withValue.contains(profile.name()) && profile.value().isEmpty()) {
      throw new ConfigurationException(
          value.place(),
          "profile "
              + profile.name()
              + " has values; write "
              + word.key()
              + ": {profile: "
              + profile.name()
              + ", value: \"$fU\"}");
    }
    return profile;
  }

  private Profile read(String word, Yaml value, List<String> keys) {
    if (!(value instanceof Yaml.Mapping mapping)) {
      Yaml.Scalar name = value.asScalar(word + " (a profile)");
      return profile(name, Optional.empty());
    }
    texts.checkKeys("argument", mapping, keys);
    Yaml.Scalar name = texts.required(mapping, "profile", "inbound").asScalar("profile");
    return profile(name, mapping.get("value").map(yaml -> yaml.asScalar("value")));
  }

  private Profile profile(Yaml.Scalar name, Optional<Yaml.Scalar> value) {
    String profile = name.text();
    if (value.isPresent() && withoutValue.contains(profile)) {
      throw new ConfigurationException(
          value.get().place(),
          "profile "
              + profile
              + " is declared without values; remove value, or declare it in"
              + " dialog.profiles_with_value");
    }
    if (!withValue.contains(profile) && !withoutValue.contains(profile)) {
      throw undeclared(profile, name.place(), value.isPresent());
    }
    Optional<Template> template = value.map(texts::template);
    return new Profile(profile, template);
  }

  private ConfigurationException undeclared(String profile, Place place, boolean hasValue) {
    List<String> declared = new ArrayList<>(withValue);
    declared.addAll(withoutValue);
    return new ConfigurationException(
        place,
        "no profile "
            + profile
            + " is declared"
            + NearMiss.of(profile, declared)
                .map(name -> "; did you mean " + name + "?")
                .orElse(
                    "; write it into "
                        + Parameters.FILE_NAME
                        + ", as in dialog: {"
                        + (hasValue ? "profiles_with_value" : "profiles_no_value")
                        + ": \""
                        + profile
                        + "\"}"));
  }
}
