package org.sipacc.importer.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.importer.script.Expression.Value;

class ParserTest {

  private static Script read(String text) {
    return Parser.read(new ConfigurationFile("opensips.cfg", text));
  }

  private static List<Statement> body(String statements) {
    return read("route {\n" + statements + "\n}").routes().get(0).body();
  }

  @Test
  @DisplayName("a global parameter is the rest of its line, without a comment")
  void globalParameter() {
    Script script =
        read("listen=udp:192.0.2.1:5060 as 198.51.100.1 # outside\nmhomed = yes /* x */");

    assertThat(script.globals())
        .containsExactly(
            new Script.Global(1, "listen", "udp:192.0.2.1:5060 as 198.51.100.1"),
            new Script.Global(2, "mhomed", "yes"));
  }

  @Test
  @DisplayName("a module parameter may go over lines, and be for several modules")
  void moduleParameter() {
    Script script =
        read(
            "modparam(\"acc|dialog\",\n  \"db_url\",\n  \"mysql://a:b@c/d\")\nmodparam(\"tm\", \"x\", -3)");

    assertThat(script.parameters())
        .containsExactly(
            new Script.ModuleParameter(1, List.of("acc", "dialog"), "db_url", "mysql://a:b@c/d"),
            new Script.ModuleParameter(4, List.of("tm"), "x", "-3"));
  }

  @Test
  @DisplayName("each kind of route has its name")
  void routes() {
    Script script =
        read(
            """
            route { exit; }
            route[relay] { t_relay(); }
            failure_route[1] { }
            onreply_route { }
            timer_route[tick, 30] { }
            event_route[E_ACC_CDR] { };
            """);

    assertThat(script.routes())
        .extracting(Route::kind, Route::name, Route::line)
        .containsExactly(
            tuple(Route.Kind.REQUEST, "", 1),
            tuple(Route.Kind.REQUEST, "relay", 2),
            tuple(Route.Kind.FAILURE, "1", 3),
            tuple(Route.Kind.REPLY, "", 4),
            tuple(Route.Kind.TIMER, "tick", 5),
            tuple(Route.Kind.EVENT, "E_ACC_CDR", 6));
  }

  @Test
  @DisplayName("and binds tighter than or, and a comparison tighter than not")
  void precedence() {
    Statement.If choice = (Statement.If) body("if (!a() == 1 || b() && c()) exit;").get(0);

    assertThat(choice.condition()).isInstanceOf(Expression.Or.class);
    Expression.Or or = (Expression.Or) choice.condition();
    assertThat(or.terms().get(0)).isInstanceOf(Expression.Not.class);
    assertThat(((Expression.Not) or.terms().get(0)).term()).isInstanceOf(Expression.Binary.class);
    assertThat(or.terms().get(1)).isInstanceOf(Expression.And.class);
  }

  @Test
  @DisplayName("strings keep the backslashes of regular expressions, and lose those of quotes")
  void strings() {
    assertThat(argument("f(\"^\\+40 \\\"x\\\" \\\\ \\n\")")).isEqualTo("^\\+40 \"x\" \\ \n");
    assertThat(argument("f('^\\+40')")).isEqualTo("^\\+40");
  }

  @Test
  @DisplayName("a variable has its index and its transformations")
  void variables() {
    assertThat(argument("f($(hdr(Via)[-1]{s.select,0,;}))"))
        .isEqualTo("$(hdr(Via)[-1]{s.select,0,;})");
    assertThat(argument("f($avp(s:name))")).isEqualTo("$avp(s:name)");
  }

  private static String argument(String call) {
    Statement.Run run = (Statement.Run) body(call + ";").get(0);
    return ((Value) run.call().arguments().get(0)).text();
  }

  @Test
  @DisplayName("an argument may be left out")
  void missingArgument() {
    Statement.Run run = (Statement.Run) body("f(\"a\",,\"c\");").get(0);

    assertThat(run.call().arguments())
        .extracting(value -> ((Value) value).text())
        .containsExactly("a", "", "c");
  }

  @Test
  @DisplayName("a case of a switch that has no break goes on with the next one's statements")
  void switchFallsThrough() {
    Statement.If first =
        (Statement.If)
            body("switch ($rU) { case 1: a(); case 2: b(); break; default: c(); }").get(0);

    assertThat(first.then()).hasSize(2);
    Statement.If second = (Statement.If) first.otherwise().get(0);
    assertThat(second.then()).hasSize(1);
    assertThat(second.otherwise()).hasSize(1);
  }

  @Test
  @DisplayName("statements without a route, as a manual prints them, are the main route")
  void piece() {
    assertThat(read("if (1) { exit; };\nroute { t_relay(); }").routes().get(0).body()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "route { t_relay() exit; }               | 1:19: expected ;, found exit",
        "route { if (1 { exit; } }               | 1:15: expected ), found {",
        "route { t_relay(;                       | 1:17: expected a value, found ;",
        "route { $avp(x) 5; }                    | 1:17: expected = after $avp(x), found 5",
        "route { exit;                           | 1:14: expected }, found the end of the file",
        "route { xlog(\"a); }                    | 1:14: this string has no end; write a closing \"",
        "route { } /* never                      | 1:11: this comment has no end; write */",
        "route { ` }                             | 1:9: the character ` has no meaning here",
        "route { f($avp(x                        | 1:11: this variable has no end; write a closing )",
        "modparam(acc, \"a\", 1)                 | 1:10: expected the module's name in quotes, found acc",
        "modparam(\"acc\", \"a\", )               | 1:22: expected the parameter's value, a number or a string in quotes, found )",
        "what is this                            | 1:6: expected = after what, found is",
        "} route { }                             | 1:1: expected a parameter, loadmodule, modparam or a route, found }",
        "route[a { }                             | 1:12: expected ], found the end of the file",
        "route { switch ($a) { exit; } }         | 1:23: expected case, found exit",
      })
  void syntaxErrorsHaveLineAndColumn(String script, String message) {
    assertThatThrownBy(() -> read(script.strip()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("opensips.cfg:" + message.strip());
  }

  @Test
  @DisplayName("what lies too deep is refused, however it is nested")
  void depth() {
    for (String open : List.of("{", "if (1) ", "if (", "if (!", "f(")) {
      assertThatThrownBy(() -> read("route { " + open.repeat(5_000)))
          .as(open)
          .isInstanceOf(ConfigurationException.class);
    }
  }
}
