package org.sipacc.importer.script;

import java.util.List;

/** What has a value: a condition, an argument, the right side of an assignment. */
public sealed interface Expression {

  /** Where it begins, from 1. */
  int line();

  /** Holds if one of them does, asked from the left. */
  record Or(int line, List<Expression> terms) implements Expression {
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /** Holds if all of them do, asked from the left. */
  record And(int line, List<Expression> terms) implements Expression {
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** Holds if the other does not. */
  record Not(int line, Expression term) implements Expression {}

  /**
   * Two values and what is between them.
   *
   * @param operator {@code ==}, {@code =~}, {@code <} and the like, or one of arithmetic
   */
  record Binary(int line, String operator, Expression left, Expression right)
      implements Expression {}

  /** A function with its arguments; one that was left out is an empty word. */
  record Call(int line, String name, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A value as it is written. */
  record Value(int line, Kind kind, String text) implements Expression {

    /** How a value is written. */
    public enum Kind {
      /** In quotes; the text is what they enclose. */
      STRING,
      /** A number or an IP address, perhaps with a mask. */
      NUMBER,
      /** A pseudo-variable. */
      VARIABLE,
      /** Anything else, such as {@code method} or {@code INVITE}. */
      WORD
    }
  }
}
