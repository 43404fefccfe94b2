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
    String name = word();
    String argument = "";
    if (VariableCatalogue.WITH_ARGUMENT.contains(name)) {
      if (!skip('(')) {
        throw problem("$" + name + " needs an argument: write $" + name + "(...)");
      }
      argument = until(')').strip();
      if (argument.isEmpty()) {
        throw problem("$" + name + " needs an argument: write $" + name + "(...)");
      }
    }
    Optional<String> index = grouped && skip('[') ? Optional.of(until(']')) : Optional.empty();
    if (grouped && !skip(')')) {
      throw problem(
          "after $(" + name + " a closing parenthesis is expected; transformations are not known");
    }
    Variable.Evaluation evaluation = evaluation(name, argument, index);
    if (context.isPresent()) {
      evaluation = in(context.get(), evaluation);
    }
    return new Variable(text.substring(start, at), name, argument, evaluation);
  }

  private Variable.Evaluation evaluation(String name, String argument, Optional<String> index) {
    if (index.isPresent() && !name.equals("hdr")) {
      throw problem("$" + name + " takes no index");
    }
    return switch (name) {
      case "hdr" -> header(argument, index.map(this::number).orElse(0));
      case "acc_extra" -> (message, scope) -> scope.extra(argument);
      case "avp" -> (message, scope) -> scope.avp(argument);
      default ->
          VariableCatalogue.simple(name)
              .orElseThrow(
                  () ->
                      problem(
                          "unknown variable $"
                              + name
                              + NearMiss.hint("$" + name, VariableCatalogue.spellings())
                              + " (a plain dollar sign is written $$)"));
    };
  }

  private static Variable.Evaluation header(String name, int index) {
    return (message, scope) -> {
      if (index == 0) {
        return message.header(name);
      }
      var values = message.headers(name);
      int position = index < 0 ? values.size() + index : index;
      return position >= 0 && position < values.size()
          ? Optional.of(values.get(position))
          : Optional.empty();
    };
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

  private int number(String digits) {
    try {
      return Integer.parseInt(digits.strip());
    } catch (NumberFormatException e) {
      throw problem("index [" + digits + "] must be a whole number");
    }
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
