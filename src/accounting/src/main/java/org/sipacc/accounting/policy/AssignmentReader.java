package org.sipacc.accounting.policy;

import java.util.ArrayList;
import java.util.List;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** Reads {@code set}. */
final class AssignmentReader {
  private final TextReader texts;

  AssignmentReader(TextReader texts) {
    this.texts = texts;
  }

  /** One action for each variable, in order. */
  List<Action> read(Place place, Yaml value) {
    List<Action> actions = new ArrayList<>();
    for (Yaml.Entry entry : value.asMapping("set").entries()) {
      Target target = target(entry.key(), entry.place());
      Template template =
          entry.value() instanceof Yaml.Empty
              ? Template.parse("")
              : texts.template(entry.value().asScalar("the value of " + entry.key()));
      actions.add(new PlainActions.SetVariable(entry.place(), target, template));
    }
    if (actions.isEmpty()) {
      throw new ConfigurationException(
          place, "set has nothing to set; write set: {\"$acc_extra(caller)\": \"$fU\"}");
    }
    return actions;
  }

  /** A variable that can be set. */
  Target target(String text, Place place) {
    Variable variable = texts.variable(text, place);
    return Target.of(variable)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    place, variable + " cannot be set; only " + Target.KNOWN + " can"));
  }
}
