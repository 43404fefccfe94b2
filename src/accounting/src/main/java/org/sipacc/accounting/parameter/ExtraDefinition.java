package org.sipacc.accounting.parameter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.variable.Template;

/**
 * One {@code name=$variable} of {@code db_extra}, {@code log_extra}, {@code aaa_extra} or {@code
 * evi_extra}: a field that gets its value by itself, once, when the request hook ends.
 *
 * @param tag the field's tag among {@link FieldDeclarations}; no policy can name it
 * @param name the column, key, attribute or event parameter
 */
public record ExtraDefinition(Backend backend, String tag, String name, Template value) {

  /**
   * Whether the value comes from the From or To header, so that {@code detect_direction} swaps it.
   */
  public boolean isOfParty() {
    return value.variables().stream().anyMatch(variable -> variable.isOfParty());
  }

  static List<ExtraDefinition> parse(Backend backend, String parameter, List<RawText> texts) {
    List<ExtraDefinition> definitions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RawText raw : texts) {
      for (String item : items(raw.text())) {
        ExtraDefinition definition = parseItem(backend, parameter, raw, item);
        if (!names.add(definition.name().toLowerCase(Locale.ROOT))) {
          throw raw.problem(
              parameter + " defines " + definition.name() + " twice; remove one of the two");
        }
        definitions.add(definition);
      }
    }
    return List.copyOf(definitions);
  }

  /** The texts between semicolons; a last empty one is not an item. */
  private static List<String> items(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(";"));
  }

  private static ExtraDefinition parseItem(
      Backend backend, String parameter, RawText raw, String item) {
    int equals = item.indexOf('=');
    String name = equals < 0 ? "" : item.substring(0, equals).strip();
    String value = equals < 0 ? "" : item.substring(equals + 1).strip();
    if (name.isEmpty() || value.isEmpty()) {
      throw raw.problem(
          parameter
              + ": \""
              + item.strip()
              + "\" must be name=$variable, as in src_user=$fU;src_domain=$fd");
    }
    if (backend == Backend.DB && !DatabaseNames.isValid(name)) {
      throw raw.problem(parameter + ": column " + DatabaseNames.problem(name));
    }
    Template template;
    try {
      template = Template.parse(value);
    } catch (ConfigurationException e) {
      throw raw.problem(parameter + ": " + name + ": " + e.getMessage());
    }
    if (template.variables().isEmpty()) {
      throw raw.problem(
          parameter
              + ": \""
              + item.strip()
              + "\" has no variable after the equals sign; did you mean "
              + name
              + "=$"
              + value
              + "?");
    }
    return new ExtraDefinition(backend, backend.token() + "_extra(" + name + ")", name, template);
  }
}
