package org.sipacc.importer;

import java.util.stream.Collectors;
import org.sipacc.importer.script.Expression;

/** Expressions as people write them, for messages. */
final class ScriptText {
  private ScriptText() {}

  static String of(Expression expression) {
    if (expression instanceof Expression.Value value) {
      return value.kind() == Expression.Value.Kind.STRING
          ? YamlText.quoted(value.text())
          : value.text();
    }
    if (expression instanceof Expression.Call call) {
      return call.name()
          + call.arguments().stream()
              .map(ScriptText::of)
              .collect(Collectors.joining(", ", "(", ")"));
    }
    if (expression instanceof Expression.Binary binary) {
      return of(binary.left()) + " " + binary.operator() + " " + of(binary.right());
    }
    if (expression instanceof Expression.Not not) {
      return "!" + of(not.term());
    }
    return expression instanceof Expression.And and
        ? and.terms().stream().map(ScriptText::of).collect(Collectors.joining(" && "))
        : ((Expression.Or) expression)
            .terms().stream().map(ScriptText::of).collect(Collectors.joining(" || "));
  }
}
