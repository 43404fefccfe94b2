package org.sipacc.importer;

import java.util.Optional;
import java.util.Set;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Expression.Value;

/** The values of a script as texts of a policy. */
final class Values {
  private static final Set<String> NULL = Set.of("NULL", "null");

  private Values() {}

  /** A text with pseudo-variables in it; empty if there is none that says the same. */
  static Optional<String> template(Expression expression) {
    if (expression instanceof Value value) {
      return Optional.of(NULL.contains(value.text()) ? "" : value.text());
    }
    if (expression instanceof Expression.Binary sum && isJoin(sum)) {
      return template(sum.left()).flatMap(left -> template(sum.right()).map(right -> left + right));
    }
    return Optional.empty();
  }

  /** {@code +} joins texts if one of them is written as such, and adds numbers otherwise. */
  private static boolean isJoin(Expression.Binary sum) {
    return sum.operator().equals("+") && (isText(sum.left()) || isText(sum.right()));
  }

  private static boolean isText(Expression expression) {
    return expression instanceof Value value
        ? value.kind() == Value.Kind.STRING
        : expression instanceof Expression.Binary sum && isJoin(sum);
  }

  /** What a value is compared with: a dollar sign in quotes is one. */
  static Optional<String> compared(Expression expression) {
    if (expression instanceof Value value && value.kind() == Value.Kind.STRING) {
      return Optional.of(value.text().replace("$", "$$"));
    }
    return template(expression);
  }

  static boolean isNull(Expression expression) {
    return expression instanceof Value value
        && value.kind() == Value.Kind.WORD
        && NULL.contains(value.text());
  }

  /** An argument; empty if the call has not so many, or it was left out. */
  static Optional<Expression> argument(Expression.Call call, int index) {
    return call.arguments().size() <= index
        ? Optional.empty()
        : Optional.of(call.arguments().get(index)).filter(argument -> !isNothing(argument));
  }

  /** An argument as a text with pseudo-variables; empty if there is none. */
  static Optional<String> text(Expression.Call call, int index) {
    return argument(call, index).flatMap(Values::template);
  }

  private static boolean isNothing(Expression expression) {
    return expression instanceof Value value
        && value.kind() == Value.Kind.WORD
        && value.text().isEmpty();
  }
}
