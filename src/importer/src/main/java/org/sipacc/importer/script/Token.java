package org.sipacc.importer.script;

/**
 * A word of the script.
 *
 * @param text as written, strings without quotes and escapes
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    WORD,
    NUMBER,
    STRING,
    VARIABLE,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbol);
  }

  /** For messages. */
  String description() {
    return switch (kind) {
      case END -> "the end of the file";
      case STRING -> "the string \"" + text + "\"";
      default -> text;
    };
  }
}
