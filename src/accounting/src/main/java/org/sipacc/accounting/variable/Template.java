package org.sipacc.accounting.variable;

import java.util.ArrayList;
import java.util.List;
import org.sipacc.accounting.configuration.ConfigurationException;

/**
 * A text with variables in it: {@code sip:$rU@10.0.0.1}. {@code $$} is a plain dollar sign; {@code
 * $(rU)x} keeps a variable apart from letters that follow.
 */
public final class Template {
  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Reference(Variable variable) implements Part {}

  private final String spelling;
  private final List<Part> parts;

  private Template(String spelling, List<Part> parts) {
    this.spelling = spelling;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws ConfigurationException if it names an unknown variable
   */
  public static Template parse(String text) {
    VariableParser parser = new VariableParser(text);
    List<Part> parts = new ArrayList<>();
    while (!parser.atEnd()) {
      String literal = parser.literal();
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal));
      }
      if (!parser.atEnd()) {
        parts.add(new Reference(parser.next()));
      }
    }
    return new Template(text, parts);
  }

  /** The text with each variable replaced by its value, a missing one by nothing. */
  public String evaluate(SipMessageView message, VariableScope scope) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Reference reference) {
        text.append(reference.variable().value(message, scope).orElse(""));
      }
    }
    return text.toString();
  }

  /** The variables in it, in order. */
  public List<Variable> variables() {
    return parts.stream()
        .filter(Reference.class::isInstance)
        .map(part -> ((Reference) part).variable())
        .toList();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return spelling;
  }
}
