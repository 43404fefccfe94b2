package org.sipacc.importer.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;

/**
 * Reads a script: the grammar of OpenSIPS 1.4 to 4.0.
 *
 * <p>Blocks and parentheses may lie 200 deep.
 */
public final class Parser {
  private final Words words;
  private final Statements statements;
  private final List<Script.Global> globals = new ArrayList<>();
  private final List<Script.ModuleParameter> parameters = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  private Parser(ConfigurationFile file) {
    words = new Words(file);
    statements = new Statements(words);
  }

  /**
   * The script in a text.
   *
   * @throws ConfigurationException if it breaks the grammar; it names line and column
   */
  public static Script read(ConfigurationFile file) {
    Parser parser = new Parser(file);
    while (!parser.words.atEnd()) {
      parser.item();
    }
    return new Script(
        file.text().lines().toList(), parser.globals, parser.parameters, parser.routes);
  }

  private void item() {
    if (words.skip(";")) {
      return;
    }
    Token first = words.current();
    Optional<Route.Kind> kind = Route.Kind.ofWord(first.text());
    if (first.kind() != Token.Kind.WORD) {
      throw words.unexpected("a parameter, loadmodule, modparam or a route");
    }
    if (kind.isPresent()) {
      route(kind.get());
    } else if (first.is("if")) {
      // A piece of a script without its route, as manuals print it.
      addToMainRoute(statements.statement());
    } else {
      words.advance();
      switch (first.text()) {
        case "modparam" -> moduleParameter(first);
        case "loadmodule", "loadpath" -> words.advance();
        default -> global(first);
      }
    }
  }

  private void global(Token name) {
    if (!words.current().is("=") && words.current().kind() != Token.Kind.STRING) {
      throw words.unexpected("= after " + name.text());
    }
    String value =
        words.current().is("=") ? words.restOfLine() : words.take(Token.Kind.STRING, "a string");
    globals.add(new Script.Global(name.line(), name.text(), value));
  }

  private void moduleParameter(Token start) {
    words.expect("(");
    String modules = words.take(Token.Kind.STRING, "the module's name in quotes");
    words.expect(",");
    String name = words.take(Token.Kind.STRING, "the parameter's name in quotes");
    words.expect(",");
    String sign = words.skip("-") ? "-" : "";
    Token value = words.current();
    if (value.kind() == Token.Kind.SYMBOL || value.kind() == Token.Kind.END) {
      throw words.unexpected("the parameter's value, a number or a string in quotes");
    }
    words.advance();
    words.expect(")");
    parameters.add(
        new Script.ModuleParameter(
            start.line(),
            List.of(modules.strip().split("\\s*\\|\\s*")),
            name,
            sign + value.text()));
  }

  private void route(Route.Kind kind) {
    int line = words.current().line();
    words.advance();
    String name = "";
    if (words.skip("[")) {
      name = words.name();
      while (!words.current().is("]")) {
        // A timer's interval, and the like.
        words.advance();
        words.failAtEnd("]");
      }
      words.expect("]");
    }
    List<Statement> body = statements.block();
    if (kind == Route.Kind.REQUEST && (name.isEmpty() || name.equals("0"))) {
      body.forEach(this::addToMainRoute);
    } else {
      routes.add(new Route(line, kind, name, body));
    }
  }

  private void addToMainRoute(Statement statement) {
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (route.kind() == Route.Kind.REQUEST && route.name().isEmpty()) {
        List<Statement> body = new ArrayList<>(route.body());
        body.add(statement);
        routes.set(i, new Route(route.line(), route.kind(), "", body));
        return;
      }
    }
    routes.add(new Route(statement.line(), Route.Kind.REQUEST, "", List.of(statement)));
  }
}
