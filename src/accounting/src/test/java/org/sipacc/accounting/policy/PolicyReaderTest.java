package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;

class PolicyReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- relay | 1:1: the policy must be a mapping (key: value), found a list",
        "requests: [] | 1:1: unknown hook requests; did you mean request?",
        "locals: [] | 1:1: unknown hook locals; did you mean local?",
        "request: {do: [relay]} | 1:10: request (its rules) must be a list, found a mapping (key:"
            + " value)",
        "request: [{if: {method: INVITE}}] | 1:11: the rule has no do; add do: [...] with its"
            + " actions",
        "request: [{relay: }] | 1:12: relay is an action; put it under do: [relay: ...]",
        "request: [{nmae: x, do: [relay]}] | 1:12: unknown key nmae; did you mean name?",
        "request: [{do: relay}] | 1:16: do must be a list, found \"relay\"",
        "request: [{do: [rely]}] | 1:17: unknown action rely; did you mean relay?",
        "request: [{do: [{challenge: }]}] | 1:18: action challenge is not available in this"
            + " version; remove it",
        "request: [{do: [{stop: 1}]}] | 1:24: stop takes no value; write - stop",
        "request: [{do: [{relay: , stop: }]}] | 1:27: one action per list item; write the next one"
            + " on a line of its own, after \"- \"",
        "request: [{do: [do_accounting]}] | 1:17: do_accounting needs a type; write do_accounting:"
            + " db",
        "request: [{do: [{do_accounting: {flags: cdr}}]}] | 1:33: type is missing; add type: db",
        "request: [{do: [{do_accounting: {type: db, flag: cdr}}]}] | 1:44: unknown argument flag;"
            + " did you mean flags?",
        "request: [{do: [{do_accounting: {type: db, table: a b}}]}] | 1:51: table must be a"
            + " database name (letters, digits and underscores, at most 63, no digit first), found"
            + " \"a b\"",
        "request: [{do: [{do_accounting: aaa}]}] | 1:33: do_accounting names aaa, but acc.aaa_url"
            + " is not set; set it or remove aaa here",
        "request: [{do: [{drop_accounting: {flags: cdr}}]}] | 1:35: type is missing; add type: db",
        "request: [{do: [{create_dialog: bye-on-tiemout}]}] | 1:33: unknown dialog flag"
            + " \"bye-on-tiemout\"; did you mean bye-on-timeout?",
        "request: [{do: [{set: {$acc_extra(nobody): x}}]}] | 1:24: $acc_extra(nobody): no tag"
            + " nobody is declared; write it into sipacc.yaml, as in acc: {extra_fields: \"db:"
            + " nobody\"}",
        "request: [{do: [{set: {$avp(x): $acc_extra(nobody)}}]}] | 1:33: $acc_extra(nobody): no tag"
            + " nobody is declared; write it into sipacc.yaml, as in acc: {extra_fields: \"db:"
            + " nobody\"}",
        "request: [{do: [{set: {$fU: x}}]}] | 1:24: $fU cannot be set; only $acc_extra(tag),"
            + " $acc_leg(tag), $avp(name), $var(name), $dlg_val(name) and $DLG_timeout can",
        "request: [{do: [{set: {$avp(x): $fu_}}]}] | 1:33: in \"$fu_\": unknown variable $fu_; did"
            + " you mean $fU? (a plain dollar sign is written $$)",
        "request: [{do: [{relay: {to: []}}]}] | 1:25: relay has no target; write to:"
            + " [\"sip:10.0.0.1:5080\"], or bare relay for the Request-URI",
        "request: [{do: [{relay: {to: gw}}]}] | 1:30: target \"gw\" is no SIP URI; write sip:gw",
        "request: [{do: [{relay: {to: sip:gw, mode: random}}]}] | 1:44: mode must be parallel or"
            + " serial, found \"random\"",
        "request: [{do: [{reply: 180}]}] | 1:25: reply code must be a final one, 200 to 699, found"
            + " \"180\"",
        "request: [{do: [{reply: {reason: x}}]}] | 1:25: code is missing; add code: 403",
        "request: [{do: [{run: marks}]}] | 1:18: there is no list marks; write it under lists:",
        "{request: [{do: [{run: marks}]}], lists: {mark: []}} | 1:19: there is no list marks; did"
            + " you mean mark?",
        "lists: {a: [{do: [{run: b}]}], b: [{do: [{do: [{run: a}]}]}]} | 1:49: lists enter each"
            + " other in a circle: a -> b -> a; remove one of these run",
        "lists: {a: [{do: [{run: a}]}]} | 1:20: lists enter each other in a circle: a -> a; remove"
            + " one of these run",
        "reply: [{do: [relay]}] | 1:15: relay cannot stand in hook reply; it can in request,"
            + " failure",
        "branch: [{do: [{reply: 403}]}] | 1:17: reply cannot stand in hook branch; it can in"
            + " request, failure",
        "reply: [{do: [{do_accounting: db}]}] | 1:16: do_accounting cannot stand in hook reply; it"
            + " can in request, branch, failure, local",
        "failure: [{do: [create_dialog]}] | 1:17: create_dialog cannot stand in hook failure; it"
            + " can in request",
        "{reply: [{do: [{run: a}]}], lists: {a: [{do: [{do: [drop_accounting]}]}]}} | 1:53:"
            + " drop_accounting cannot stand in hook reply (which enters list a at"
            + " policy.yaml:1:17); it can in request, branch, failure, local",
        "request: [{if: {}, do: [relay]}] | 1:16: an empty match; leave out if for a rule that"
            + " always applies",
        "request: [{if: {methods: BYE}, do: [relay]}] | 1:17: unknown match methods; did you mean"
            + " method?",
        "request: [{if: {method: invite}, do: [relay]}] | 1:25: methods are in upper case; write"
            + " INVITE",
        "request: [{if: {has_totag: maybe}, do: [relay]}] | 1:28: has_totag must be true or false,"
            + " found \"maybe\"",
        "request: [{if: {outcome: fail}, do: [relay]}] | 1:26: outcome must be ok or failed, found"
            + " \"fail\"",
        "request: [{if: {any: []}, do: [relay]}] | 1:17: any has no match in its list; add one or"
            + " remove it",
        "request: [{if: {ruri: []}, do: [relay]}] | 1:17: ruri has an empty list; add a value",
        "request: [{if: {ruri: {}}, do: [relay]}] | 1:17: ruri has no test; write a value, or one"
            + " of equals, starts_with, ends_with, matches, in, at_least, at_most, in_subnet",
        "request: [{if: {ruri: {match: x}}, do: [relay]}] | 1:24: unknown test match; did you mean"
            + " matches?",
        "request: [{if: {ruri: {matches: '('}}, do: [relay]}] | 1:33: pattern \"(\" is wrong:"
            + " missing closing ): (; write an RE2 regular expression",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text, PolicyTest.PARAMETERS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("policy.yaml:" + message);
  }

  @Test
  void whereNoVariableIsNearTheyAreAllTold() {
    assertThatThrownBy(() -> read("request: [{if: {$xx: 1}, do: [relay]}]", PolicyTest.PARAMETERS))
        .hasMessageStartingWith(
            "policy.yaml:1:17: in \"$xx\": unknown variable $xx; known are $DLG_count, $DLG_did,")
        .hasMessageEndingWith(", $ua, $var (a plain dollar sign is written $$)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{type: \"db|foo\"}; type \"db|foo\": unknown foo",
        "\"db|foo\"; type \"db|foo\": unknown foo",
        "\"\"; type \"\": a word is missing",
        "{type: db, flags: cdr||missed}; flags \"cdr||missed\": a word is missing",
        "{type: db, flags: \"\"}; flags \"\": a word is missing",
      })
  void wrongMarksStopTheStartWithTheirLine(String marks, String message) {
    assertThatThrownBy(
            () ->
                read(
                    "request:\n  - do:\n      - do_accounting: " + marks + "\n",
                    PolicyTest.PARAMETERS))
        .hasMessageStartingWith("policy.yaml:3:24: " + message);
  }

  @Test
  void databaseMarksWithoutADatabaseStopTheStart() {
    Parameters off =
        Parameters.load(
            Optional.of(emptyConfiguration()),
            Map.of("SIPACC_ACC_DB_URL", "", "SIPACC_ACC_DB_EXTRA", ""),
            new Properties());

    assertThatThrownBy(() -> read("request:\n  - do:\n      - do_accounting: log|db\n", off))
        .hasMessage(
            "policy.yaml:3:24: do_accounting names db, but acc.db_url is empty, which switches the"
                + " database off; name a database in db_url or remove db here");
  }

  @Test
  void theMessageNamesTheFileOfTheConfigurationDirectory(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("policy.yaml"), "request:\n  - do: [rely]\n");

    assertThatThrownBy(() -> PolicyReader.load(Optional.of(directory), PolicyTest.PARAMETERS))
        .hasMessage(file + ":2:10: unknown action rely; did you mean relay?");
  }

  private static Policy read(String text, Parameters parameters) {
    return PolicyReader.read(new ConfigurationFile("policy.yaml", text), parameters);
  }

  @TempDir static Path empty;

  private static Path emptyConfiguration() {
    return empty;
  }
}
