package org.sipacc.accounting.parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;

/** The grammar {@code backend : item (; item)* [;]} with {@code item = tag | tag -> name}. */
final class FieldDeclarationParser {
  private static final String ARROW = "->";

  private final String parameter;
  private final Consumer<String> warnings;
  private final Map<Backend, List<Declaration>> declarations = new EnumMap<>(Backend.class);

  FieldDeclarationParser(String parameter, Consumer<String> warnings) {
    this.parameter = parameter;
    this.warnings = warnings;
  }

  Map<Backend, List<Declaration>> declarations() {
    return declarations;
  }

  void add(RawText raw) {
    String text = raw.text().strip();
    if (text.isEmpty()) {
      return;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw raw.problem(
          parameter
              + " has no backend before the fields; write \"evi: "
              + text
              + "\", or log:, db: or aaa: in its place");
    }
    Backend backend = backend(raw, text.substring(0, colon).strip(), text.substring(colon + 1));
    List<String> items =
        Arrays.stream(text.substring(colon + 1).split(";", -1)).map(String::strip).toList();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isEmpty()) {
        warnIfIgnored(raw, backend, items.subList(i, items.size()));
        return;
      }
      declare(raw, backend, items.get(i));
    }
  }

  private Backend backend(RawText raw, String written, String rest) {
    Optional<Backend> backend = Backend.ofToken(written);
    if (backend.isPresent() && backend.get().token().equals(written)) {
      return backend.get();
    }
    String meant =
        backend
            .map(b -> "; write \"" + b.token() + ":" + rest + "\"")
            .orElse("; write log, db, aaa or evi before the colon");
    throw raw.problem(parameter + " knows no backend \"" + written + "\"" + meant);
  }

  /** OpenSIPS stops at an empty item without a word. */
  private void warnIfIgnored(RawText raw, Backend backend, List<String> rest) {
    List<String> ignored = rest.stream().filter(item -> !item.isEmpty()).toList();
    if (!ignored.isEmpty()) {
      warnings.accept(
          raw.place()
              + ": "
              + parameter
              + ": "
              + backend.token()
              + " fields end at the first empty item; ignored: "
              + String.join("; ", ignored)
              + ". Remove one of the two semicolons before them");
    }
  }

  private void declare(RawText raw, Backend backend, String item) {
    int arrow = item.indexOf(ARROW);
    String tag = arrow < 0 ? item : item.substring(0, arrow).strip();
    String name = arrow < 0 ? item : item.substring(arrow + ARROW.length()).strip();
    if (tag.isEmpty()) {
      throw raw.problem(
          parameter
              + ": \""
              + item
              + "\" has no tag; write \""
              + name
              + "\" or \"tag->"
              + name
              + "\"");
    }
    if (name.isEmpty()) {
      throw raw.problem(
          parameter
              + ": \""
              + item
              + "\" has no name; write \""
              + tag
              + "\" or \""
              + item
              + "name\"");
    }
    if (tag.chars().anyMatch(c -> "()[]$".indexOf(c) >= 0)) {
      throw raw.problem(
          parameter + ": tag \"" + tag + "\" cannot stand in $acc_extra(...); leave out ( ) [ ] $");
    }
    if (backend == Backend.DB && !DatabaseNames.isValid(name)) {
      throw raw.problem(parameter + ": column " + DatabaseNames.problem(name));
    }
    add(raw, backend, new Declaration(tag, name));
  }

  private void add(RawText raw, Backend backend, Declaration added) {
    List<Declaration> fields = declarations.computeIfAbsent(backend, b -> new ArrayList<>());
    for (Declaration field : fields) {
      if (field.tag().equals(added.tag())) {
        warnings.accept(
            raw.place()
                + ": "
                + parameter
                + ": "
                + backend.token()
                + " tag "
                + added.tag()
                + " was declared before; the first declaration ("
                + field.name()
                + ") stays, this one ("
                + added.name()
                + ") is ignored");
        return;
      }
      if (comparable(backend, field.name()).equals(comparable(backend, added.name()))) {
        throw raw.problem(
            parameter
                + ": tags "
                + field.tag()
                + " and "
                + added.tag()
                + " both go to "
                + backend.token()
                + " name "
                + added.name()
                + "; give one of them another name: "
                + added.tag()
                + "->other_name");
      }
    }
    fields.add(added);
  }

  /** Databases do not tell the letter case of columns. */
  private static String comparable(Backend backend, String name) {
    return backend == Backend.DB ? name.toLowerCase(Locale.ROOT) : name;
  }
}
