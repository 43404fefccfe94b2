package org.sipacc.accounting.variable;

import java.util.Collection;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;

/**
 * A pseudo-variable of OpenSIPS's spelling: {@code $fU}, {@code $hdr(X-Account)}, {@code
 * $(hdr(Via)[1])}, {@code $(<reply>rr)}, {@code $(fu{uri.host})}.
 *
 * @param spelling as written, for messages
 * @param name the name without {@code $}: {@code fU}, {@code hdr}, {@code acc_extra}
 * @param argument the header, tag or AVP in parentheses; "" if the variable takes none
 * @param index which of several values; empty for the variable's own choice
 * @param plain whether neither a context nor a transformation stands on it
 */
public record Variable(
    String spelling,
    String name,
    String argument,
    Optional<VariableIndex> index,
    boolean plain,
    Evaluation evaluation) {

  /** How a variable gets its value. A value that is missing and one that is "" are the same. */
  @FunctionalInterface
  public interface Evaluation {
    Optional<String> evaluate(SipMessageView message, VariableScope scope);
  }

  /**
   * Reads a text that is one variable and nothing else.
   *
   * @throws ConfigurationException if it is not, or names an unknown variable
   */
  public static Variable parse(String text) {
    VariableParser parser = new VariableParser(text);
    Variable variable = parser.next();
    if (!parser.atEnd()) {
      throw new ConfigurationException(
          "\"" + text + "\" must be one variable, such as $fU, and nothing else");
    }
    return variable;
  }

  /** The value in this message; empty if there is none. */
  public Optional<String> value(SipMessageView message, VariableScope scope) {
    return evaluation.evaluate(message, scope).filter(value -> !value.isEmpty());
  }

  /** Whether this is {@code $acc_extra(tag)}. */
  public boolean isExtra() {
    return name.equals("acc_extra");
  }

  /** Whether this is {@code $acc_leg(tag)}, with or without an index. */
  public boolean isLeg() {
    return name.equals("acc_leg");
  }

  /** Whether its value comes from the From or the To header ({@code $f...}, {@code $t...}). */
  public boolean isOfParty() {
    return VariableCatalogue.PARTY.contains(name);
  }

  /** The names of all variables, as the reference lists them. */
  public static Collection<String> names() {
    return VariableCatalogue.names();
  }

  /** The names of all transformations, as the reference lists them. */
  public static Collection<String> transformations() {
    return Transformations.names();
  }

  @Override
  public String toString() {
    return spelling;
  }
}
