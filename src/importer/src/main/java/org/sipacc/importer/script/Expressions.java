package org.sipacc.importer.script;

import java.util.ArrayList;
import java.util.List;

/** Reads expressions. */
final class Expressions {
  /** From the loosest to the tightest, below {@code or} and {@code and}. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("==", "=", "!=", "=~", "!~", "<", ">", "<=", ">="),
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private final Words words;

  Expressions(Words words) {
    this.words = words;
  }

  Expression expression() {
    words.enter();
    int line = words.current().line();
    List<Expression> terms = new ArrayList<>(List.of(conjunction()));
    while (words.skip("||") || words.skip("or")) {
      terms.add(conjunction());
    }
    words.leave();
    return terms.size() == 1 ? terms.get(0) : new Expression.Or(line, terms);
  }

  private Expression conjunction() {
    int line = words.current().line();
    List<Expression> terms = new ArrayList<>(List.of(negation()));
    while (words.skip("&&") || words.skip("and")) {
      terms.add(negation());
    }
    return terms.size() == 1 ? terms.get(0) : new Expression.And(line, terms);
  }

  private Expression negation() {
    int line = words.current().line();
    if (words.skip("!") || words.skip("not")) {
      words.enter();
      Expression term = negation();
      words.leave();
      return new Expression.Not(line, term);
    }
    return binary(0);
  }

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return primary();
    }
    Expression left = binary(level + 1);
    while (words.current().kind() == Token.Kind.SYMBOL
        && LEVELS.get(level).contains(words.current().text())) {
      int line = words.current().line();
      String operator = words.current().text();
      words.advance();
      left = new Expression.Binary(line, operator, left, binary(level + 1));
    }
    return left;
  }

  /** A value, a call, or an expression in parentheses or brackets. */
  Expression primary() {
    Token first = words.current();
    int line = first.line();
    switch (first.kind()) {
      case STRING -> {
        return value(Expression.Value.Kind.STRING);
      }
      case VARIABLE -> {
        return value(Expression.Value.Kind.VARIABLE);
      }
      case NUMBER -> {
        return number();
      }
      case WORD -> {
        return wordOrCall();
      }
      case SYMBOL -> {
        if (words.skip("(")) {
          return closedBy(")");
        }
        if (words.skip("[")) {
          return closedBy("]");
        }
        if (words.skip("-")) {
          return new Expression.Value(
              line, Expression.Value.Kind.NUMBER, "-" + words.take(Token.Kind.NUMBER, "a number"));
        }
        if (words.skip("~")) {
          return new Expression.Binary(
              line, "~", new Expression.Value(line, Expression.Value.Kind.NUMBER, "0"), primary());
        }
        throw words.unexpected("a value");
      }
      case END -> throw words.unexpected("a value");
    }
    throw new AssertionError(first);
  }

  private Expression closedBy(String symbol) {
    Expression inner = expression();
    words.expect(symbol);
    return inner;
  }

  private Expression value(Expression.Value.Kind kind) {
    Token token = words.current();
    words.advance();
    return new Expression.Value(token.line(), kind, token.text());
  }

  /** A number, an address, or an address with a mask. */
  private Expression number() {
    Expression.Value number = (Expression.Value) value(Expression.Value.Kind.NUMBER);
    if (number.text().contains(".") && words.skip("/")) {
      String mask = words.take(Token.Kind.NUMBER, "the mask");
      return new Expression.Value(number.line(), number.kind(), number.text() + "/" + mask);
    }
    return number;
  }

  private Expression wordOrCall() {
    Token word = words.current();
    words.advance();
    if ((word.is("msg") || word.is("uri")) && words.skip(":")) {
      String part = words.take(Token.Kind.WORD, "a part, such as len or host");
      return new Expression.Value(
          word.line(), Expression.Value.Kind.WORD, word.text() + ":" + part);
    }
    if (!words.skip("(")) {
      return new Expression.Value(word.line(), Expression.Value.Kind.WORD, word.text());
    }
    List<Expression> arguments = new ArrayList<>();
    while (!words.current().is(")")) {
      arguments.add(words.current().is(",") ? nothing() : expression());
      if (words.skip(",")) {
        if (words.current().is(")")) {
          arguments.add(nothing());
        }
      } else if (!words.current().is(")")) {
        throw words.unexpected(", or )");
      }
    }
    words.expect(")");
    return new Expression.Call(word.line(), word.text(), arguments);
  }

  private Expression nothing() {
    return new Expression.Value(words.current().line(), Expression.Value.Kind.WORD, "");
  }
}
