package org.sipacc.accounting.parameter;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.configuration.NearMiss;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;

/** Collects what was written for each parameter; what is read later wins. */
final class ParameterSources {
  private static final String FILE_SUFFIX = "_FILE";
  private static final Map<String, Parameter<?>> ALIASES =
      Map.of("core.debug", Catalogue.CORE_LOG_LEVEL);

  private final Map<Parameter<?>, List<RawText>> written = new HashMap<>();

  /** What was written, for those parameters for which something was. */
  Map<Parameter<?>, List<RawText>> written() {
    return written;
  }

  void readFile(ConfigurationFile file) {
    Yaml document = Yaml.parse(file.source(), file.text());
    if (document instanceof Yaml.Empty) {
      return;
    }
    for (Yaml.Entry entry : document.asMapping("the file").entries()) {
      Section section =
          Section.ofKey(entry.key())
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          entry.place(),
                          "unknown section "
                              + entry.key()
                              + NearMiss.hint(entry.key(), Section.keys())));
      if (!(entry.value() instanceof Yaml.Empty)) {
        entry
            .value()
            .asMapping("section " + section.key())
            .entries()
            .forEach(parameter -> readEntry(section, parameter));
      }
    }
  }

  private void readEntry(Section section, Yaml.Entry entry) {
    Parameter<?> parameter = find(section, entry.key(), entry.place());
    if (entry.value() instanceof Yaml.Empty) {
      throw new ConfigurationException(
          entry.place(),
          parameter + " has no value; write one, \"\" for an empty one, or remove the line");
    }
    put(parameter, entry.place(), texts(parameter, entry.value()));
  }

  void readEnvironment(Map<String, String> environment) {
    environment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(variable -> readVariable(environment, variable.getKey(), variable.getValue()));
  }

  private void readVariable(Map<String, String> environment, String name, String value) {
    for (Section section : Section.values()) {
      String prefix = "SIPACC_" + section.name() + "_";
      if (!name.startsWith(prefix)) {
        continue;
      }
      Place place = new Place(name);
      String key = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
      if (!name.endsWith(FILE_SUFFIX)) {
        Parameter<?> parameter = find(section, key, place);
        put(parameter, place, inline(parameter, place, value));
        return;
      }
      String plainName = name.substring(0, name.length() - FILE_SUFFIX.length());
      if (environment.containsKey(plainName)) {
        throw new ConfigurationException(
            place, plainName + " is set as well; unset one of the two");
      }
      Parameter<?> parameter =
          find(section, key.substring(0, key.length() - FILE_SUFFIX.length()), place);
      String content = ConfigurationFile.read(Path.of(value)).text().strip();
      put(parameter, place, inline(parameter, place, content));
      return;
    }
  }

  void readProperties(Properties properties) {
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> readProperty(name, properties.getProperty(name)));
  }

  private void readProperty(String name, String value) {
    for (Section section : Section.values()) {
      String prefix = "sipacc." + section.key() + ".";
      if (name.startsWith(prefix)) {
        Place place = new Place("-D" + name);
        Parameter<?> parameter = find(section, name.substring(prefix.length()), place);
        put(parameter, place, inline(parameter, place, value));
      }
    }
  }

  /** Outside the file a list is written in brackets, as YAML has it, or is a list of one. */
  private static List<RawText> inline(Parameter<?> parameter, Place place, String value) {
    if (parameter.isRepeatable() && value.strip().startsWith("[")) {
      return texts(parameter, Yaml.parse(place.text(), value));
    }
    return List.of(new RawText(value, place));
  }

  private static List<RawText> texts(Parameter<?> parameter, Yaml value) {
    List<Yaml.Scalar> scalars =
        parameter.isRepeatable()
            ? value.asScalars(parameter.fullName())
            : List.of(value.asScalar(parameter.fullName()));
    return scalars.stream().map(scalar -> new RawText(scalar.text(), scalar.place())).toList();
  }

  private void put(Parameter<?> parameter, Place place, List<RawText> texts) {
    // An empty list says as much as an empty text.
    written.put(parameter, texts.isEmpty() ? List.of(new RawText("", place)) : texts);
  }

  private static Parameter<?> find(Section section, String name, Place place) {
    Parameter<?> alias = ALIASES.get(section.key() + "." + name);
    if (alias != null) {
      return alias;
    }
    return ofSection(section)
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(section, name, place));
  }

  private static Stream<Parameter<?>> ofSection(Section section) {
    return Catalogue.all().stream().filter(parameter -> parameter.section() == section);
  }

  private static ConfigurationException unknown(Section section, String name, Place place) {
    Optional<String> replacement = GoneNames.replacement(section, name);
    if (replacement.isPresent()) {
      return new ConfigurationException(
          place, section.key() + "." + name + " is no parameter here: " + replacement.get());
    }
    Optional<Section> home =
        Catalogue.all().stream()
            .filter(parameter -> parameter.name().equals(name))
            .map(Parameter::section)
            .findFirst();
    String hint =
        home.map(other -> "; it belongs to section " + other.key())
            .orElseGet(() -> NearMiss.hint(name, ofSection(section).map(Parameter::name).toList()));
    return new ConfigurationException(
        place, "unknown parameter " + section.key() + "." + name + hint);
  }
}
