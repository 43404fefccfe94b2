package org.sipacc.importer.script;

import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;

/** The script's words with the one that is looked at. */
final class Words {
  /** How deep blocks, parentheses and chains of else may lie within each other. */
  static final int DEEPEST = 200;

  private final Lexer lexer;
  private Token current;
  private int depth;

  Words(ConfigurationFile file) {
    lexer = new Lexer(file);
    current = lexer.next();
  }

  Token current() {
    return current;
  }

  boolean atEnd() {
    return current.kind() == Token.Kind.END;
  }

  void advance() {
    current = lexer.next();
  }

  /** What stands after the current word on its line. */
  String restOfLine() {
    String rest = lexer.restOfLine();
    advance();
    return rest;
  }

  boolean skip(String symbol) {
    if (!current.is(symbol)) {
      return false;
    }
    advance();
    return true;
  }

  void expect(String symbol) {
    if (!skip(symbol)) {
      throw unexpected(symbol);
    }
  }

  String take(Token.Kind kind, String what) {
    if (current.kind() != kind) {
      throw unexpected(what);
    }
    String text = current.text();
    advance();
    return text;
  }

  /** The name of a route, with or without quotes. */
  String name() {
    if (current.kind() == Token.Kind.NUMBER || current.kind() == Token.Kind.STRING) {
      return take(current.kind(), "a name");
    }
    return take(Token.Kind.WORD, "a name");
  }

  void failAtEnd(String expected) {
    if (atEnd()) {
      throw unexpected(expected);
    }
  }

  ConfigurationException unexpected(String expected) {
    return problem("expected " + expected + ", found " + current.description());
  }

  ConfigurationException problem(String problem) {
    return lexer.problem(current.line(), current.column(), problem);
  }

  /** Goes one deeper; to be followed by {@link #leave}. */
  void enter() {
    depth++;
    if (depth > DEEPEST) {
      throw problem("blocks or parentheses lie more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
