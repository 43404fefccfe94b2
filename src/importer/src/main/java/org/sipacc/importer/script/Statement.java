package org.sipacc.importer.script;

import java.util.List;

/** A statement of a route. */
public sealed interface Statement {

  /** Where it begins, from 1. */
  int line();

  /** A function called for what it does. */
  record Run(Expression.Call call) implements Statement {
    @Override
    public int line() {
      return call.line();
    }
  }

  /**
   * A value given to a variable.
   *
   * @param operator {@code =}, {@code +=} and the like
   */
  record Assign(int line, String variable, String operator, Expression value)
      implements Statement {}

  /** A choice; without an else the second list is empty. */
  record If(int line, Expression condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {
    public If {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** {@code while} or {@code for}. */
  record Loop(int line, String word, List<Statement> body) implements Statement {
    public Loop {
      body = List.copyOf(body);
    }
  }

  /** {@code exit}, {@code drop}, {@code return} or {@code break}. */
  record Leave(int line, String word) implements Statement {}
}
