package org.sipacc.importer.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads statements. */
final class Statements {
  private static final List<String> ASSIGNMENTS =
      List.of("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "~=", "<<=", ">>=", ":=");

  private final Words words;
  private final Expressions expressions;

  Statements(Words words) {
    this.words = words;
    this.expressions = new Expressions(words);
  }

  /** Statements in braces. */
  List<Statement> block() {
    words.expect("{");
    words.enter();
    List<Statement> statements = new ArrayList<>();
    while (!words.skip("}")) {
      words.failAtEnd("}");
      if (words.current().is("{")) {
        statements.addAll(block());
      } else if (!words.skip(";")) {
        statements.add(statement());
      }
    }
    words.leave();
    return statements;
  }

  private List<Statement> branch() {
    if (words.current().is("{")) {
      return block();
    }
    return words.skip(";") ? List.of() : List.of(statement());
  }

  Statement statement() {
    Token first = words.current();
    if (first.kind() == Token.Kind.VARIABLE) {
      return assignment();
    }
    if (first.kind() != Token.Kind.WORD) {
      throw words.unexpected("a statement");
    }
    return switch (first.text()) {
      case "if" -> choice();
      case "switch" -> selection();
      case "while", "for" -> loop();
      case "exit", "drop", "return", "break" -> leave();
      default -> {
        Expression called = expressions.primary();
        if (!(called instanceof Expression.Call call)) {
          throw words.unexpected("( after " + first.text());
        }
        end();
        yield new Statement.Run(call);
      }
    };
  }

  /** A statement ends with a semicolon, which some scripts leave out before a closing brace. */
  private void end() {
    if (!words.skip(";") && !words.current().is("}") && !words.current().is("else")) {
      throw words.unexpected(";");
    }
  }

  private Statement assignment() {
    int line = words.current().line();
    String variable = words.take(Token.Kind.VARIABLE, "a variable");
    String operator = words.current().text();
    if (!ASSIGNMENTS.contains(operator)) {
      throw words.unexpected("= after " + variable);
    }
    words.advance();
    Expression value = expressions.expression();
    end();
    return new Statement.Assign(line, variable, operator, value);
  }

  private Statement leave() {
    int line = words.current().line();
    String word = words.take(Token.Kind.WORD, "a statement");
    if (words.skip("(")) {
      if (!words.current().is(")")) {
        expressions.expression();
      }
      words.expect(")");
    }
    end();
    return new Statement.Leave(line, word);
  }

  private Statement choice() {
    int line = words.current().line();
    words.expect("if");
    words.enter();
    words.expect("(");
    Expression condition = expressions.expression();
    words.expect(")");
    List<Statement> then = branch();
    List<Statement> otherwise = words.skip("else") ? branch() : List.of();
    words.leave();
    return new Statement.If(line, condition, then, otherwise);
  }

  private Statement loop() {
    int line = words.current().line();
    String word = words.take(Token.Kind.WORD, "a loop");
    words.expect("(");
    if (word.equals("for")) {
      words.take(Token.Kind.VARIABLE, "a variable");
      words.expect("in");
    }
    expressions.expression();
    words.expect(")");
    return new Statement.Loop(line, word, branch());
  }

  /** {@code switch} is a chain of choices; a case without a break goes on with the next one's. */
  private Statement selection() {
    int line = words.current().line();
    words.expect("switch");
    words.enter();
    words.expect("(");
    Expression subject = expressions.expression();
    words.expect(")");
    words.expect("{");
    List<Case> cases = new ArrayList<>();
    while (!words.skip("}")) {
      words.failAtEnd("}");
      cases.add(nextCase());
    }
    words.leave();
    List<Statement> chain = List.of();
    for (int i = cases.size() - 1; i >= 0; i--) {
      Case one = cases.get(i);
      List<Statement> body = bodyFrom(cases, i);
      chain =
          one.value().isEmpty()
              ? body
              : List.of(
                  new Statement.If(
                      one.line(),
                      new Expression.Binary(one.line(), "==", subject, one.value().get()),
                      body,
                      chain));
    }
    return chain.size() == 1
        ? chain.get(0)
        : new Statement.If(line, always(line), chain, List.of());
  }

  private static Expression always(int line) {
    return new Expression.Value(line, Expression.Value.Kind.NUMBER, "1");
  }

  /**
   * A case of a switch; the default has no value.
   *
   * @param broken it ends with a break
   */
  private record Case(int line, Optional<Expression> value, List<Statement> body, boolean broken) {}

  private Case nextCase() {
    int line = words.current().line();
    Optional<Expression> value = Optional.empty();
    if (!words.skip("default")) {
      words.expect("case");
      value = Optional.of(expressions.primary());
    }
    words.expect(":");
    List<Statement> body = new ArrayList<>();
    while (!words.current().is("case")
        && !words.current().is("default")
        && !words.current().is("}")) {
      words.failAtEnd("}");
      if (words.current().is("break")) {
        leave();
        return new Case(line, value, body, true);
      }
      if (!words.skip(";")) {
        body.addAll(branch());
      }
    }
    return new Case(line, value, body, false);
  }

  private static List<Statement> bodyFrom(List<Case> cases, int index) {
    List<Statement> body = new ArrayList<>();
    for (Case one : cases.subList(index, cases.size())) {
      body.addAll(one.body());
      if (one.broken()) {
        break;
      }
    }
    return body;
  }
}
