package org.sipacc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;

/** Whole scripts with what they become, and what single statements become. */
class OpenSipsImportTest {

  private static OpenSipsImport of(String script) {
    return OpenSipsImport.of(new ConfigurationFile("opensips.cfg", script));
  }

  /** The rules of the request hook, where nothing else is in the script. */
  private static String request(OpenSipsImport made) {
    return made.policy().replaceFirst("(?s).*?request:\n", "").replaceAll(" +# line \\d+", "");
  }

  private static String route(String statements) {
    return "route {\n" + statements + "\n}\n";
  }

  private static String resource(String name) throws IOException {
    try (var stream = OpenSipsImportTest.class.getResourceAsStream("/scripts/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blog", "general", "plain", "extra", "legs", "cdrs"})
  void aScriptBecomesTheConfigurationBesideIt(String name) throws IOException {
    String source = name + ".cfg";
    OpenSipsImport made = OpenSipsImport.of(new ConfigurationFile(source, resource(source)));

    assertThat(made.parameters()).isEqualTo(resource(name + "/sipacc.yaml"));
    assertThat(made.policy()).isEqualTo(resource(name + "/policy.yaml"));
    assertThat(made.report(source)).isEqualTo(resource(name + "/import-report.txt"));
  }

  @Nested
  class Conditions {
    @Test
    @DisplayName("what can fail is done before it is asked how it went")
    void outcome() {
      assertThat(request(of(route("if (!t_relay()) { sl_reply_error(); }"))))
          .isEqualTo(
              """
                - do:
                    - relay
                - name: "line 2: if (!t_relay()) { sl_reply_error(); }"
                  if: {outcome: failed}
                  do:
                    - reply: {code: 500, stateless: true}
              """);
    }

    @Test
    @DisplayName("the second of two is done only if the first held")
    void shortCircuit() {
      assertThat(request(of(route("if (is_method(\"INVITE\") && t_relay()) xlog(\"sent\");"))))
          .isEqualTo(
              """
                - do:
                    - set: {"$var(script.line.2)": ""}
                - name: "line 2: if (is_method(\\"INVITE\\") && t_relay()) xlog(\\"sent\\");"
                  if: {method: INVITE}
                  do:
                    - relay
                    - name: "line 2: if (is_method(\\"INVITE\\") && t_relay()) xlog(\\"sent\\");"
                      if: {outcome: ok}
                      do:
                        - set: {"$var(script.line.2)": 1}
                - name: "line 2: if (is_method(\\"INVITE\\") && t_relay()) xlog(\\"sent\\");"
                  if: {"$var(script.line.2)": 1}
                  do:
                    - log: sent
              """);
    }

    @Test
    @DisplayName("an else is asked before the first half changes what was asked")
    void changedByItself() {
      String policy =
          request(of(route("if ($avp(a) == NULL) { $avp(a) = \"1\"; } else { $avp(a) = \"2\"; }")));

      assertThat(policy).contains("$var(script.line.2)\": 1", "$var(script.line.2)\": \"\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "$rU == \"100\" -> {\"$rU\": 100}",
          "$rU != \"100\" -> {not: {\"$rU\": 100}}",
          "$hdr(X) == NULL -> {\"$hdr(X)\": \"\"}",
          "$hdr(X) -> {not: {\"$hdr(X)\": [\"\", 0]}}",
          "$var(n) == 0 -> {\"$var(n)\": [\"\", 0]}",
          "$fU =~ \"^[0-9]+$\" -> {\"$fU\": {matches: \"(?i)^[0-9]+$\"}}",
          "$fU !~ \"a\" -> {not: {\"$fU\": {matches: \"(?i)a\"}}}",
          "$rs > 199 -> {\"$rs\": {at_least: 200}}",
          "$rs < 300 -> {\"$rs\": {at_most: 299}}",
          "src_ip == 10.0.0.0/8 -> {\"$si\": {in_subnet: \"10.0.0.0/8\"}}",
          "proto == TCP -> {\"$proto\": {matches: \"(?i)^TCP$\"}}",
          "method == INVITE -> {method: INVITE}",
          "is_method(\"INVITE|BYE\") -> {method: [INVITE, BYE]}",
          "$au != $fU -> {not: {\"$au\": \"$fU\"}}",
          "$fU == \"$a\" -> {\"$fU\": \"$$a\"}",
          "is_present_hf(\"X-A\") -> {not: {\"$hdr(X-A)\": \"\"}}",
          "isflagset(7) -> {\"$avp(script.flag.7)\": 1}",
          "$rU == \"1\" && $fU == \"2\" -> {\"$rU\": 1, \"$fU\": 2}",
          "$rU == \"1\" || $rU == \"2\" -> {any: [{\"$rU\": 1}, {\"$rU\": 2}]}",
          "is_direction(\"upstream\") -> {\"$DLG_dir\": upstream}",
          "t_check_status(\"4..\") -> {\"$T_reply_code\": {matches: \"(?i)4..\"}}"
        })
    void isAskedByAMatch(String example) {
      String[] parts = example.split(" -> ");
      OpenSipsImport made = of(route("if (" + parts[0] + ") { xlog(\"yes\"); }"));

      assertThat(request(made)).contains("if: " + parts[1] + "\n");
      assertThat(made.findings(Severity.CHANGED)).isEmpty();
    }

    @Test
    @DisplayName("one's own names are those of listen and alias")
    void myself() {
      OpenSipsImport made =
          of(
              "listen=udp:192.0.2.1:5060\nalias=\"a.example\"\n"
                  + route("if (uri == myself) exit;"));

      assertThat(request(made)).contains("if: {\"$rd\": [\"192.0.2.1\", a.example]}");
    }
  }

  @Nested
  class WhatCannotBeAsked {
    @Test
    @DisplayName("is taken so that more is recorded rather than less, and said")
    void recordsMore() {
      OpenSipsImport made =
          of(route("if (is_gold($fU)) { do_accounting(\"db\", \"cdr\"); }\nt_relay();"));

      assertThat(request(made)).contains("- do_accounting: {type: db, flags: cdr}");
      assertThat(made.findings(Severity.MORE))
          .containsExactly(
              new Finding(
                  Severity.MORE, 2, "is_gold($fU) cannot be asked here: the if is taken to hold"));
    }

    @Test
    @DisplayName("is a loss where both ways account")
    void bothWays() {
      OpenSipsImport made =
          of(
              route(
                  "if (is_gold($fU)) { do_accounting(\"db\"); } else { do_accounting(\"log\"); }"
                      + " t_relay();"));

      assertThat(made.findings(Severity.LOSS)).hasSize(1);
    }

    @Test
    @DisplayName("lets nobody pass without credentials who had to show them")
    void credentials() {
      OpenSipsImport made =
          of(
              route(
                  """
                  if (is_from_gw()) {
                    if (!proxy_authorize("", "subscriber")) { proxy_challenge("", "0"); exit; }
                  }
                  t_relay();
                  """));

      assertThat(request(made)).contains("- authenticate", "- challenge");
      assertThat(made.findings(Severity.CHANGED))
          .extracting(Finding::text)
          .containsExactly(
              "is_from_gw() cannot be asked here: the if is taken to hold, so everyone is asked for"
                  + " credentials");
    }

    @Test
    @DisplayName("does not refuse what might have been let in")
    void refusal() {
      OpenSipsImport made =
          of(route("if (!lookup(\"location\")) { t_reply(404, \"None\"); exit; } t_relay();"));

      assertThat(request(made)).doesNotContain("reply").contains("- relay");
      assertThat(made.findings(Severity.CHANGED)).hasSize(1);
    }
  }

  @Nested
  class Routes {
    @Test
    @DisplayName("return goes back to where the route was called")
    void returns() {
      OpenSipsImport made =
          of(
              route("route(mark); t_relay();")
                  + "route[mark] { if ($rU == \"1\") { return; } do_accounting(\"db\"); }");

      assertThat(made.policy())
          .contains("- set: {\"$var(script.returned.mark)\": \"\"}")
          .contains("- set: {\"$var(script.returned.mark)\": 1}")
          .containsPattern(
              "if: \\{\"\\$var\\(script.returned.mark\\)\": \"\"}\n +do:\n +- do_accounting: db");
    }

    @Test
    @DisplayName("a route that calls itself is left out where it does")
    void circle() {
      OpenSipsImport made =
          of(route("route(a);") + "route[a] { do_accounting(\"db\"); t_relay(); route(a); }");

      assertThat(made.findings(Severity.LOSS))
          .extracting(Finding::text)
          .containsExactly(
              "route(a) is left out: it is called from within itself, and lists enter each other in"
                  + " no circle");
    }

    @Test
    @DisplayName("a failure route that nothing arms is left out and named")
    void unarmed() {
      assertThat(of(route("t_relay();") + "failure_route[x] { }").findings())
          .contains(new Finding(Severity.NOTE, 4, "failure_route[x] is left out: nothing arms it"));
    }

    @Test
    @DisplayName("what acc did in a timer is a loss")
    void timer() {
      OpenSipsImport made =
          of(route("t_relay();") + "timer_route[t, 5] { acc_log_request(\"200\"); }");

      assertThat(made.findings(Severity.LOSS)).hasSize(1);
    }

    @Test
    @DisplayName("a loop is left out, and a loss if it accounts")
    void loop() {
      OpenSipsImport made =
          of(route("while ($var(i) < 3) { acc_new_leg(); $var(i) = $var(i) + 1; } t_relay();"));

      assertThat(made.findings(Severity.LOSS)).hasSize(1);
    }
  }

  @Nested
  class Flags {
    private static final String PARAMETERS =
        """
        modparam("acc", "log_flag", 1)
        modparam("acc", "db_flag", 1)
        modparam("acc", "db_missed_flag", 2)
        modparam("acc", "cdr_flag", 3)
        modparam("acc", "failed_transaction_flag", 4)
        """;

    @Test
    @DisplayName("a flag marks for the backends it stands for, with those flags that are set")
    void combined() {
      String policy = request(of(PARAMETERS + route("setflag(3); setflag(1); t_relay();")));

      assertThat(policy)
          .contains("- do_accounting: log", "- do_accounting: db")
          .containsPattern(
              "if: \\{\"\\$avp\\(script.flag.3\\)\": 1}\n"
                  + " +do:\n +- do_accounting: \\{type: db, flags: cdr}");
    }

    @Test
    @DisplayName("one that stands for missed calls alone accounts more, which is said")
    void missedOnly() {
      assertThat(of(PARAMETERS + route("setflag(2); t_relay();")).findings(Severity.MORE))
          .hasSize(1);
    }

    @Test
    @DisplayName("one that means nothing to acc is a note, and only where it is asked for")
    void plain() {
      String policy = request(of(route("setflag(9); setflag(8); if (isflagset(9)) t_relay();")));

      assertThat(policy).contains("script.flag.9").doesNotContain("script.flag.8");
    }

    @Test
    @DisplayName("resetflag takes the marks back")
    void reset() {
      OpenSipsImport made = of(PARAMETERS + route("setflag(1); resetflag(1); t_relay();"));

      assertThat(made.findings(Severity.LOSS))
          .extracting(Finding::text)
          .containsExactly(
              "resetflag(1) leaves missed calls accounted where their own flag is set; here they are"
                  + " not");
      assertThat(request(made)).contains("- drop_accounting: log", "- drop_accounting: db");
    }
  }

  @Nested
  class ParametersOfModules {
    @Test
    @DisplayName("a database that is known is switched off with the line that switches it on")
    void database() {
      assertThat(of("modparam(\"acc\", \"db_url\", \"mysql://a:b@c/d\")").parameters())
          .contains("  # db_url: \"mysql://a:b@c/d\"\n");
    }

    @Test
    @DisplayName("one of another kind is told, and its records go to the embedded one")
    void otherDatabase() {
      OpenSipsImport made = of("modparam(\"acc\", \"db_url\", \"text:///var/db\")");

      assertThat(made.parameters()).doesNotContain("db_url");
      assertThat(made.findings(Severity.CHANGED))
          .anyMatch(finding -> finding.text().startsWith("records go to the embedded database"));
    }

    @Test
    @DisplayName("fields of the old kind for the BYE, and legs of the old kind, are a loss")
    void gone() {
      OpenSipsImport made =
          of(
              "modparam(\"acc\", \"db_extra_bye\", \"a=$fU\")\n"
                  + "modparam(\"acc\", \"multi_leg_info\", \"a=$avp(src)\")");

      assertThat(made.findings(Severity.LOSS)).extracting(Finding::line).containsExactly(1, 2);
    }

    @Test
    @DisplayName("without its file there is no AAA, and what it loses is said")
    void radius() {
      OpenSipsImport made =
          of(
              "modparam(\"acc\", \"aaa_url\", \"radius:/nowhere/client.conf\")\n"
                  + route("do_accounting(\"aaa\"); t_relay();"));

      assertThat(made.parameters()).contains("  # aaa_url: \"radius:/nowhere/client.conf\"\n");
      assertThat(made.findings(Severity.LOSS)).extracting(Finding::line).containsExactly(1, 3);
    }

    @Test
    @DisplayName("a value that is not taken is left out with the reason")
    void wrongValue() {
      assertThat(of("modparam(\"tm\", \"fr_timeout\", \"soon\")").findings(Severity.LEFT_OUT))
          .anyMatch(finding -> finding.text().contains("tm.fr_timeout"));
    }

    @Test
    @DisplayName("a socket with an advertised address is kept without it")
    void advertised() {
      OpenSipsImport made = of("socket=udp:192.0.2.1:5060 as 198.51.100.1:5060 use_workers 4");

      assertThat(made.parameters()).contains("  # listen: [\"udp:192.0.2.1:5060\"]\n");
      assertThat(made.findings(Severity.CHANGED)).extracting(Finding::line).contains(1);
    }
  }

  @Test
  @DisplayName("a value that cannot be set is a loss where a condition asks for it")
  void valueThatIsAskedFor() {
    OpenSipsImport made =
        of(
            route(
                """
                $var(n) = $var(n) + 1;
                $var(m) = $var(m) + 1;
                avp_db_query("select a from b", "$avp(a)");
                avp_db_query("select a from c", $avp(c));
                if ($var(n) > 1 && $avp(c) == "1") do_accounting("db");
                t_relay();
                """));

    assertThat(made.findings(Severity.LOSS)).extracting(Finding::line).containsExactly(2, 5);
    assertThat(made.findings(Severity.CHANGED)).extracting(Finding::line).containsExactly(3, 4);
  }

  @Test
  @DisplayName("what acc does and a policy cannot is a loss with its line")
  void unknownAccounting() {
    assertThat(of(route("acc_pg_request(\"x\"); t_relay();")).findings(Severity.LOSS))
        .extracting(Finding::line)
        .containsExactly(2);
  }

  @Test
  @DisplayName("scripts that were spoilt are read, or refused with a place: never anything else")
  void spoiltScripts() throws IOException {
    Random random = new Random(20261201);
    List<String> scripts = new ArrayList<>();
    for (String name : List.of("blog", "general", "plain", "extra", "legs", "cdrs")) {
      scripts.add(resource(name + ".cfg"));
    }
    List<String> pieces =
        Stream.concat(
                scripts.stream().flatMap(script -> Stream.of(script.split("(?<=\\W)|(?=\\W)"))),
                Stream.of("\"", "$", "$(", "{", "}", "\\", "/*", "\0", "€", "if", "switch", "else"))
            .filter(piece -> !piece.isBlank())
            .distinct()
            .toList();
    int read = 0;
    for (int i = 0; i < 1_500; i++) {
      StringBuilder script = new StringBuilder(scripts.get(random.nextInt(scripts.size())));
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(script.length());
        int end = Math.min(script.length(), at + random.nextInt(12));
        script.replace(at, end, pieces.get(random.nextInt(pieces.size())));
      }
      try {
        of(script.toString());
        read++;
      } catch (ConfigurationException e) {
        assertThat(e)
            .as("script %d:%n%s", i, script)
            .hasMessageMatching("(?s)opensips.cfg:\\d+:\\d+: .*");
      }
    }
    assertThat(read).as("scripts that could still be read").isPositive();
  }
}
