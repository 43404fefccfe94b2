package org.sipacc.accounting.variable;

import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;

/** Reads variables out of a text, one after the other. */
final class VariableParser {
  private final String text;
  private int at;

  VariableParser(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The literal text up to the next variable; {@code $$} in it stands for one {@code $}. */
  String literal() {
    StringBuilder literal = new StringBuilder();
    while (!atEnd()) {
      if (text.charAt(at) != '$') {
        literal.append(text.charAt(at));
        at++;
      } else if (text.startsWith("$$", at)) {
        literal.append('$');
        at += 2;
      } else {
        break;
      }
    }
    return literal.toString();
  }

  /** The variable that begins here. */
  Variable next() {
    int start = at;
    expect('$');
    boolean grouped = skip('(');
    Optional<String> context = grouped && skip('<') ? Optional.of(until('>')) : Optional.empty();
    String name = name();
    String argument = VariableCatalogue.takesArgument(name) ? argument(name) : "";
    Optional<VariableIndex> index =
        grouped && skip('[') ? Optional.of(index(name)) : Optional.empty();
    Variable.Evaluation evaluation = evaluation(name, argument, index);
    if (context.isPresent()) {
      evaluation = in(context.get(), evaluation);
    }
    boolean plain = context.isEmpty();
    while (grouped && skip('{')) {
      evaluation = transformed(evaluation, transformation());
      plain = false;
    }
    if (grouped && !skip(')')) {
      throw problem("after $(" + name + " a closing parenthesis is expected");
    }
    return new Variable(text.substring(start, at), name, argument, index, plain, evaluation);
  }

  private Variable.Evaluation evaluation(
      String name, String argument, Optional<VariableIndex> index) {
    if (index.isPresent() && !VariableCatalogue.takesIndex(name)) {
      throw problem("$" + name + " takes no index");
    }
    Optional<Variable.Evaluation> found;
    try {
      found = VariableCatalogue.find(name, argument, index);
    } catch (ConfigurationException e) {
      throw problem(e.getMessage());
    }
    return found.orElseThrow(() -> unknown(name));
  }

  private ConfigurationException unknown(String name) {
    return problem(
        "unknown variable $"
            + name
            + NearMiss.hint("$" + name, VariableCatalogue.spellings())
            + " (a plain dollar sign is written $$)");
  }

  private String argument(String name) {
    String argument = skip('(') ? until(')').strip() : "";
    if (argument.isEmpty()) {
      throw problem("$" + name + " needs an argument: write $" + name + "(...)");
    }
    return argument;
  }

  private VariableIndex index(String name) {
    if (!atEnd() && text.charAt(at) == '$') {
      VariableIndex index = VariableIndex.of(next());
      if (!skip(']')) {
        throw problem("the index of $" + name + " must be one variable or number");
      }
      return index;
    }
    String digits = until(']');
    try {
      return VariableIndex.of(Integer.parseInt(digits.strip()));
    } catch (NumberFormatException e) {
      throw problem("index [" + digits + "] must be a whole number or a variable");
    }
  }

  private Transformation transformation() {
    String written = until('}');
    try {
      return Transformations.parse(written);
    } catch (ConfigurationException e) {
      throw problem(e.getMessage());
    }
  }

  private static Variable.Evaluation transformed(
      Variable.Evaluation evaluation, Transformation transformation) {
    return (message, scope) ->
        evaluation
            .evaluate(message, scope)
            .filter(value -> !value.isEmpty())
            .flatMap(transformation::apply);
  }

  private Variable.Evaluation in(String context, Variable.Evaluation evaluation) {
    return switch (context) {
      case "request" ->
          (message, scope) ->
              (message.isRequest() ? Optional.of(message) : scope.request())
                  .flatMap(request -> evaluation.evaluate(request, scope));
      case "reply" ->
          (message, scope) ->
              (message.isRequest() ? scope.reply() : Optional.of(message))
                  .flatMap(reply -> evaluation.evaluate(reply, scope));
      default -> throw problem("unknown context <" + context + ">; write <request> or <reply>");
    };
  }

  /** A word; of those that begin with {@code msg.}, two. */
  private String name() {
    String word = word();
    return word.equals("msg") && skip('.') ? word + "." + word() : word;
  }

  private String word() {
    int start = at;
    while (!atEnd() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (at == start) {
      throw problem("a variable's name must follow $; write $$ for a plain dollar sign");
    }
    return text.substring(start, at);
  }

  private String until(char end) {
    int close = text.indexOf(end, at);
    if (close < 0) {
      throw problem("'" + end + "' is missing");
    }
    String inner = text.substring(at, close);
    at = close + 1;
    return inner;
  }

  private boolean skip(char wanted) {
    if (!atEnd() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!skip(wanted)) {
      throw problem("a variable begins with " + wanted);
    }
  }

  private ConfigurationException problem(String what) {
    return new ConfigurationException("in \"" + text + "\": " + what);
  }
}
