package org.sipacc.accounting.policy;

import java.util.List;
import org.sipacc.accounting.Backend;
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
    template.variables().forEach(variable -> checkDeclared(variable, scalar.place()));
    return template;
  }

  Variable variable(String text, Place place) {
    Variable variable;
    try {
      variable = Variable.parse(text);
    } catch (ConfigurationException e) {
      throw e.at(place);
    }
    checkDeclared(variable, place);
    return variable;
  }

  /** A key that is not among the known ones. */
  ConfigurationException unknown(String what, String written, Place place, List<String> known) {
    if (PolicyWords.RESERVED.contains(written)) {
      return new ConfigurationException(
          place, what + " " + written + " is not available in this version; remove it");
    }
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

  private void checkDeclared(Variable variable, Place place) {
    if (variable.isExtra() && !parameters.declaresExtra(variable.argument())) {
      throw new ConfigurationException(
          place,
          variable
              + ": no tag "
              + variable.argument()
              + " is declared; write it into "
              + Parameters.FILE_NAME
              + ", as in acc: {extra_fields: \""
              + Backend.DB.token()
              + ": "
              + variable.argument()
              + "\"}");
    }
  }
}
