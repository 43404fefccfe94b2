package org.sipacc.accounting.policy;

import java.util.List;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** Reads variables and templates, and tells of words that do not exist. */
final class TextReader {
  private final Parameters parameters;

  TextReader(Parameters parameters) {
    this.parameters = parameters;
  }

  Template template(Yaml.Scalar scalar) {
    Template template;
    try {
      template = Template.parse(scalar.text());
    } catch (ConfigurationException e) {
      throw e.at(scalar.place());
    }
    template.variables().forEach(variable -> parameters.checkDeclared(variable, scalar.place()));
    return template;
  }

  Variable variable(String text, Place place) {
    Variable variable;
    try {
      variable = Variable.parse(text);
    } catch (ConfigurationException e) {
      throw e.at(place);
    }
    parameters.checkDeclared(variable, place);
    return variable;
  }

  /** A key that is not among the known ones. */
  ConfigurationException unknown(String what, String written, Place place, List<String> known) {
    return new ConfigurationException(
        place, "unknown " + what + " " + written + NearMiss.hint(written, known));
  }

  /** Fails on a key that is not among the known ones. */
  void checkKeys(String what, Yaml.Mapping mapping, List<String> known) {
    for (Yaml.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        throw unknown(what, entry.key(), entry.place(), known);
      }
    }
  }

  /** A key that must be there. */
  Yaml required(Yaml.Mapping mapping, String key, String example) {
    return mapping
        .get(key)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    mapping.place(), key + " is missing; add " + key + ": " + example));
  }

  boolean truth(String key, Yaml value) {
    return switch (value.asScalar(key).text()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConfigurationException(
              value.place(), key + " must be true or false, found " + value.kind());
    };
  }
}
