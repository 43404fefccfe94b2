package org.sipacc.accounting.variable;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which of several values a variable means: the {@code i} of {@code $(acc_leg(tag)[i])}.
 *
 * @param number the index if it is written as a number
 * @param variable the variable that holds it, if it is not
 */
public record VariableIndex(int number, Optional<Variable> variable) {
  /** An index written as a number; negative ones count from the end. */
  static VariableIndex of(int number) {
    return new VariableIndex(number, Optional.empty());
  }

  static VariableIndex of(Variable variable) {
    return new VariableIndex(0, Optional.of(variable));
  }

  /** The index for this message; empty, and told to the scope, if the variable holds no number. */
  public OptionalInt resolve(SipMessageView message, VariableScope scope) {
    if (variable.isEmpty()) {
      return OptionalInt.of(number);
    }
    String value = variable.get().value(message, scope).orElse("").strip();
    try {
      return OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      String printable = value.replaceAll("\\p{Cntrl}", " ");
      scope.problem("index [" + variable.get() + "] is no whole number but \"" + printable + "\"");
      return OptionalInt.empty();
    }
  }
}
