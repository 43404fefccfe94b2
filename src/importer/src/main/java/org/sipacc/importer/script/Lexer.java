package org.sipacc.importer.script;

import java.util.List;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.configuration.Place;

/** Cuts a script into words, one at a time: how a line is read depends on how it begins. */
final class Lexer {
  /** The longer ones first. */
  private static final List<String> SYMBOLS =
      List.of(
          "<<=", ">>=", "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=",
          "%=", "&=", "|=", "^=", "~=", ":=", "<<", ">>", "=", "<", ">", "!", "+", "-", "*", "/",
          "%", "&", "|", "^", "~", "(", ")", "{", "}", "[", "]", ",", ";", ":");

  private final String source;
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  Lexer(ConfigurationFile file) {
    source = file.source();
    text = file.text();
  }

  /** The next word. */
  Token next() {
    skipBlanks();
    int line = this.line;
    int column = column();
    if (at >= text.length()) {
      return new Token(Token.Kind.END, "", line, column);
    }
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      return new Token(Token.Kind.STRING, string(first), line, column);
    }
    if (first == '$') {
      return new Token(Token.Kind.VARIABLE, variable(), line, column);
    }
    if (Character.isDigit(first)) {
      return new Token(Token.Kind.NUMBER, taken(Lexer::isInNumber), line, column);
    }
    if (isInWord(first)) {
      return new Token(Token.Kind.WORD, taken(Lexer::isInWord), line, column);
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new Token(Token.Kind.SYMBOL, symbol, line, column);
      }
    }
    throw problem(line, column, "the character " + first + " has no meaning here");
  }

  /** What stands from here to the end of the line, without a comment and the blanks around it. */
  String restOfLine() {
    StringBuilder rest = new StringBuilder();
    char quote = 0;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (quote == 0 && (c == '#' || text.startsWith("/*", at))) {
        break;
      }
      if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
      rest.append(c);
      at++;
    }
    return rest.toString().strip();
  }

  ConfigurationException problem(int line, int column, String problem) {
    return new ConfigurationException(Place.inFile(source, line, column), problem);
  }

  private int column() {
    return at - lineStart + 1;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\uFEFF') {
        step();
      } else if (c == '#' || text.startsWith("//", at)) {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (text.startsWith("/*", at)) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    int line = this.line;
    int column = column();
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw problem(line, column, "this comment has no end; write */");
    }
    while (at < end + 2) {
      step();
    }
  }

  private void step() {
    if (text.charAt(at) == '\n') {
      line++;
      lineStart = at + 1;
    }
    at++;
  }

  private String string(char quote) {
    int line = this.line;
    int column = column();
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && quote == '"' && at + 1 < text.length()) {
        at++;
        content.append(unescaped(text.charAt(at)));
      } else {
        content.append(text.charAt(at));
      }
      step();
    }
    if (at >= text.length()) {
      throw problem(line, column, "this string has no end; write a closing " + quote);
    }
    at++;
    return content.toString();
  }

  /** Other escapes than these are left to what reads the string, such as a regular expression. */
  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'a' -> "\u0007";
      case '"', '\\' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  /** {@code $rU}, {@code $avp(name)}, {@code $(hdr(Via)[1]{s.len})}. */
  private String variable() {
    int start = at;
    at++;
    while (at < text.length() && isInWord(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '(') {
      skipGroup(start);
    }
    return text.substring(start, at);
  }

  private void skipGroup(int start) {
    int column = start - lineStart + 1;
    int depth = 0;
    do {
      if (at >= text.length() || text.charAt(at) == '\n') {
        throw problem(line, column, "this variable has no end; write a closing )");
      }
      char c = text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    } while (depth > 0);
  }

  private interface CharacterTest {
    boolean holds(char c);
  }

  private String taken(CharacterTest test) {
    int start = at;
    while (at < text.length() && test.holds(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isInNumber(char c) {
    return Character.isLetterOrDigit(c) || c == '.';
  }

  private static boolean isInWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }
}
