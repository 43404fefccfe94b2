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
        "request: [{do: [{challenge: {qop: auth-int}}]}] | 1:35: qop must be auth or none, found"
            + " \"auth-int\"",
        "request: [{do: [{challenge: {as: me}}]}] | 1:34: as must be proxy (407) or user (401),"
            + " found \"me\"",
        "request: [{do: [{challenge: {algorithms: SHA-1}}]}] | 1:42: unknown algorithm SHA-1;"
            + " write SHA-256 or MD5",
        "request: [{do: [{challenge: {algorithms: SHA-256}}]}] | 1:42: SHA-256 needs the password"
            + " or its SHA-256 hash in the table; set auth_db.hash_column_sha256 to the column"
            + " that has it, or auth_db.calculate_ha1 to 1",
        "request: [{do: [{authenticate: {table: a b}}]}] | 1:40: table must be a database name"
            + " (letters, digits and underscores, at most 63, no digit first), found \"a b\"",
        "failure: [{do: [authenticate]}] | 1:17: authenticate cannot stand in hook failure; it can"
            + " in request",
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
        "request: [{do: [{create_dialog: rB}]}] | 1:33: reinvite-ping-callee is not supported: a"
            + " re-INVITE needs the session description of the other party; write"
            + " options-ping-callee",
        "request: [{do: [{create_dialog: auto-prack}]}] | 1:33: auto-prack is not supported: PRACK"
            + " is the caller's, and is passed on; leave it out",
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
        "request: [{do: [{acc_log_request: }]}] | 1:34: acc_log_request needs a comment; write one"
            + " such as \"403 Not allowed\"",
        "request: [{do: [{acc_db_request: 403 x}]}] | 1:34: acc_db_request needs a comment and a"
            + " table; write acc_db_request: {comment: \"403 Not allowed\", table: acc}",
        "request: [{do: [{acc_db_request: {comment: x}}]}] | 1:34: table is missing; add table: acc",
        "request: [{do: [{acc_db_request: {comment: x, table: 1a}}]}] | 1:54: table must be a"
            + " database name (letters, digits and underscores, at most 63, no digit first), found"
            + " \"1a\"",
        "request: [{do: [{acc_new_leg: 1}]}] | 1:31: acc_new_leg takes no value; write -"
            + " acc_new_leg",
        "request: [{do: [load_dialog_ctx]}] | 1:17: load_dialog_ctx needs a Call-ID; write"
            + " load_dialog_ctx: \"$hdr(X-Other)\"",
        "request: [{do: [{set_dlg_profile: caller}]}] | 1:35: profile caller has values; write"
            + " set_dlg_profile: {profile: caller, value: \"$fU\"}",
        "request: [{do: [{set_dlg_profile: {profile: inbound, value: x}}]}] | 1:61: profile inbound"
            + " is declared without values; remove value, or declare it in"
            + " dialog.profiles_with_value",
        "request: [{do: [{set_dlg_profile: inbuond}]}] | 1:35: no profile inbuond is declared; did"
            + " you mean inbound?",
        "request: [{if: {in_profile: {profile: x, value: y}}, do: [relay]}] | 1:39: no profile x is"
            + " declared; write it into sipacc.yaml, as in dialog: {profiles_with_value: \"x\"}",
        "request: [{if: {in_profile: {profile: caller, size: 3}}, do: [relay]}] | 1:47: unknown"
            + " argument size; known are profile, value",
        "request: [{do: [{get_profile_size: {profile: inbound}}]}] | 1:36: into is missing; add"
            + " into: \"$avp(calls)\"",
        "request: [{do: [{get_profile_size: {profile: inbound, into: $fU}}]}] | 1:61: $fU cannot be"
            + " set; only $acc_extra(tag), $acc_leg(tag), $avp(name), $var(name), $dlg_val(name) and"
            + " $DLG_timeout can",
        "request: [{do: [{set: {'$(avp(x){s.len})': 1}}]}] | 1:24: $(avp(x){s.len}) cannot be set;"
            + " only $acc_extra(tag), $acc_leg(tag), $avp(name), $var(name), $dlg_val(name) and"
            + " $DLG_timeout can",
        "request: [{do: [log]}] | 1:17: log has no text; write log: \"call from $fU\"",
        "request: [{do: [{log: {level: loud, text: x}}]}] | 1:31: unknown level loud; known are"
            + " alert, crit, critical, dbg, debug, err, error, info, notice, warn, warning",
        "request: [{do: [{relay: {fr_timeout: 0}}]}] | 1:38: fr_timeout (seconds) must be a whole"
            + " number from 1 to 86400, found \"0\"",
        "request: [{do: [{relay: {delay: 2s}}]}] | 1:33: delay (seconds) must be a whole number from"
            + " 0 to 3600, found \"2s\"",
        "request: [{do: [{reply: {code: 403, stateless: 1}}]}] | 1:48: stateless must be true or"
            + " false, found \"1\"",
        "request: [{do: [{follow_redirect: {allow: gw}}]}] | 1:18: follow_redirect cannot stand in"
            + " hook request; it can in failure",
        "failure: [{do: [follow_redirect]}] | 1:17: follow_redirect must say which hosts it may"
            + " follow to; write follow_redirect: {allow: [10.0.0.0/8, gw.example.com]}",
        "failure: [{do: [{follow_redirect: {allow: '*'}}]}] | 1:43: allow: \"*\" is no host; write"
            + " gw.example.com, *.example.com, an IP address or a subnet such as 10.0.0.0/8",
        "failure: [{do: [{follow_redirect: {allow: []}}]}] | 1:43: allow has an empty list; add a"
            + " host",
        "local: [{do: [relay]}] | 1:15: relay cannot stand in hook local; it can in request,"
            + " failure",
        "local: [{do: [{set_dlg_profile: inbound}]}] | 1:16: set_dlg_profile cannot stand in hook"
            + " local; it can in request, branch, reply, failure",
        "request: [{if: {$rs: {at_least: many}}, do: [relay]}] | 1:33: at_least must be a number,"
            + " found \"many\"",
        "request: [{if: {$si: {in_subnet: gw}}, do: [relay]}] | 1:34: \"gw\" is no subnet; write"
            + " 10.0.0.0/8, 2001:db8::/32 or an IP address",
        "request: [{if: {$si: {in_subnet: []}}, do: [relay]}] | 1:23: in_subnet has an empty list;"
            + " add a value",
        "request: [{if: {time: {zone: UTC}}, do: [relay]}] | 1:23: time has neither days, from nor"
            + " until; add days: mon-fri",
        "request: [{if: {time: {days: tus}}, do: [relay]}] | 1:30: unknown day tus; did you"
            + " mean tue?",
        "request: [{if: {time: {from: '24:00'}}, do: [relay]}] | 1:30: from must be a time of day"
            + " such as \"08:00\", found \"24:00\"",
        "request: [{if: {time: {from: '8:00', until: '08:00'}}, do: [relay]}] | 1:23: from and until"
            + " are the same; leave both out for the whole day",
        "request: [{if: {time: {days: mon, zone: Berlin}}, do: [relay]}] | 1:41: zone \"Berlin\" is"
            + " no time zone; write one such as UTC or Europe/Berlin",
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
