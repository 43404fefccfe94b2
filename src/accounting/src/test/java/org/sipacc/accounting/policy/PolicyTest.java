package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.TestMessage;
import org.sipacc.sip.digest.Verdict;

class PolicyTest {
  static final Parameters PARAMETERS =
      Parameters.load(
          Optional.empty(),
          Map.of(
              "SIPACC_ACC_EXTRA_FIELDS", "db: caller",
              "SIPACC_ACC_LEG_FIELDS", "log: caller; callee",
              "SIPACC_DIALOG_PROFILES_WITH_VALUE", "caller; trunk",
              "SIPACC_DIALOG_PROFILES_NO_VALUE", "inbound"),
          new Properties());

  private final TestMessage invite =
      TestMessage.request("INVITE", "sip:+4012@gw.example").with("X-Account", "gold-7");

  @Test
  void theBuiltInPolicyFollowsAndAccountsCalls() {
    Policy policy = PolicyReader.load(Optional.empty(), Parameters.builtIn());

    assertThat(run(policy, Hook.REQUEST, invite))
        .containsExactly(
            "dialog [BYE_ON_TIMEOUT]", "account [DB][CDR, MISSED]", "relay []PARALLEL");
    assertThat(run(policy, Hook.REQUEST, invite.inDialog())).containsExactly("relay []PARALLEL");
    assertThat(run(policy, Hook.REQUEST, TestMessage.request("MESSAGE", "sip:bob@b.example")))
        .containsExactly("relay []PARALLEL");
    assertThat(run(policy, Hook.FAILURE, invite)).isEmpty();
  }

  @Test
  void everyRuleThatMatchesTakesItsActionsUntilStop() {
    assertThat(
            request(
                """
                request:
                  - do: [{do_accounting: log}]
                  - if: {method: BYE}
                    do: [{do_accounting: aaa}]
                  - do:
                      - {do_accounting: [log, evi]}
                      - stop
                      - relay
                  - do: [relay]
                """
                    .replace("aaa", "evi")))
        .containsExactly("account [LOG][]", "account [LOG, EVI][]");
  }

  @Test
  void aReplyEndsTheHookAndARelayDoesNot() {
    assertThat(
            request(
                "request: [{do: [{reply: {code: 403, reason: \"Not $fU\"}}, relay]}, {do: [relay]}]"))
        .containsExactly("reply 403 Not alice");
    assertThat(request("request: [{do: [relay]}, {do: [{do_accounting: db}]}]"))
        .containsExactly("relay []PARALLEL", "account [DB][]");
  }

  @Test
  void whoHasNoGoodCredentialsIsAskedForThem() {
    String policy =
        """
        request:
          - do:
              - authenticate: {realm: "at $fd"}
              - if: {outcome: failed}
                do: [{challenge: {qop: none}}]
              - relay
        """;
    RecordingHost host = new RecordingHost(invite);
    host.verdict = Verdict.WRONG;

    assertThat(request(policy))
        .containsExactly("authenticate PROXY at a.example subscriber", "relay []PARALLEL");
    policy(policy).run(Hook.REQUEST, host);
    assertThat(host.done)
        .containsExactly(
            "authenticate PROXY at a.example subscriber", "challenge PROXY a.example [MD5]");
  }

  @Test
  void aRequestsFateIsDecidedOnce() {
    assertThat(request("request: [{do: [relay, {reply: 403}, relay]}]"))
        .containsExactly(
            "relay []PARALLEL",
            "failed policy.yaml:1:25 reply: the request has been relayed already",
            "failed policy.yaml:1:38 relay: the request has been relayed already");
  }

  @Test
  void aRelayThatFailsMayBeFollowedByAnother() {
    RecordingHost host = new RecordingHost(invite);
    host.relayWorks = false;
    policy("request: [{do: [relay, {if: {outcome: failed}, do: [{reply: 503}]}]}]")
        .run(Hook.REQUEST, host);

    assertThat(host.done)
        .containsExactly(
            "relay []PARALLEL",
            "failed policy.yaml:1:17 relay: the request cannot be sent",
            "reply 503 Service Unavailable");
  }

  @Test
  void listsAreEnteredAndStopInThemEndsTheHook() {
    assertThat(
            request(
                """
                request:
                  - do: [{run: mark}, relay]
                  - do: [{run: refuse}, relay]
                  - do: [{reply: 500}]
                lists:
                  mark: [{do: [{do_accounting: db}]}]
                  refuse: [{if: {method: INVITE}, do: [{run: end}]}, {do: [{reply: 404}]}]
                  end: [{do: [stop]}]
                """))
        .containsExactly("account [DB][]", "relay []PARALLEL");
  }

  @Test
  void rulesNestWithinRules() {
    assertThat(
            request(
                """
                request:
                  - if: {method: INVITE}
                    do:
                      - create_dialog
                      - if: {"$hdr(X-Account)": {starts_with: gold-}}
                        do:
                          - do_accounting: {type: db, flags: cdr|failed, table: gold_acc}
                      - if: {"$hdr(X-Account)": {starts_with: lead-}}
                        do:
                          - do_accounting: log
                """))
        .containsExactly("dialog []", "account [DB][CDR, FAILED]gold_acc");
  }

  @Test
  void variablesAreSetFromTemplatesAndAnEmptyOneDeletes() {
    assertThat(
            request(
                """
                request:
                  - do:
                      - set: {"$avp(trunk)": "$hdr(X-Account)/$fU", "$acc_extra(caller)": "$avp(trunk)"}
                      - set: {"$acc_extra(caller)": "$hdr(X-None)", "$avp(trunk)": }
                """))
        .containsExactly(
            "avp trunk=gold-7/alice",
            "extra caller=gold-7/alice",
            "extra caller=(none)",
            "avp trunk=(none)");
  }

  @Test
  void targetsAreTemplatesAndThoseThatGiveNoUriAreLeftOut() {
    assertThat(
            request(
                "request: [{do: [{relay: {to: ['sip:$rU@10.0.0.1:5080', '$hdr(X-Account)'], mode:"
                    + " serial}}]}]"))
        .containsExactly(
            "failed policy.yaml:1:18 $hdr(X-Account) gives no SIP URI for this request",
            "relay [sip:+4012@10.0.0.1:5080]SERIAL");
    assertThat(request("request: [{do: [{relay: {to: $hdr(X-None)}}]}]"))
        .containsExactly(
            "failed policy.yaml:1:18 $hdr(X-None) gives no SIP URI for this request",
            "failed policy.yaml:1:18 relay: no target is left");
  }

  @Test
  void whatACallerSendsBringsNoSecondLineIntoAReplyOrTarget() {
    RecordingHost host = new RecordingHost(invite.with("X-Bad", "a\r\nX: y"));
    policy(
            "request: [{do: [{relay: {to: 'sip:$hdr(X-Bad)@h'}}, {reply: {code: 403, reason:"
                + " $hdr(X-Bad)}}]}]")
        .run(Hook.REQUEST, host);

    assertThat(host.done)
        .endsWith("failed policy.yaml:1:18 relay: no target is left", "reply 403 a  X: y");
  }

  @Test
  void droppingWhatWasNeverMarkedHasAnOutcome() {
    RecordingHost host = new RecordingHost(invite);
    host.accountingWorks = false;
    policy(
            "request: [{do: [drop_accounting]}, {if: {outcome: ok}, do: [{reply: 500}]}, {if:"
                + " {outcome: failed}, do: [relay]}]")
        .run(Hook.REQUEST, host);

    assertThat(host.done)
        .containsExactly(
            "drop [][]",
            "failed policy.yaml:1:17 drop_accounting: nothing has been marked",
            "relay []PARALLEL");
  }

  @Test
  void beforeAnActionThereIsNoOutcome() {
    assertThat(request("request: [{if: {any: [{outcome: ok}, {outcome: failed}]}, do: [relay]}]"))
        .isEmpty();
  }

  @Test
  void aFailureHookMarksTheNextAttempt() {
    RecordingHost host = new RecordingHost(invite);
    host.reply = Optional.of(TestMessage.reply("INVITE", 486, "Busy Here"));
    policy(
            """
            failure:
              - if: {"$T_reply_code": [486, 408]}
                do:
                  - do_accounting: {type: db, flags: missed}
                  - relay: {to: "sip:voicemail@vm.example"}
            """)
        .run(Hook.FAILURE, host);

    assertThat(host.done)
        .containsExactly("account [DB][MISSED]", "relay [sip:voicemail@vm.example]PARALLEL");
  }

  @Test
  void aReplyHookSeesTheReplyAndItsRequest() {
    RecordingHost host = new RecordingHost(TestMessage.reply("INVITE", 200, "OK"));
    host.request = Optional.of(invite);
    policy(
            """
            reply:
              - if: {method: INVITE, has_totag: false, "$rs": 200}
                do: [{set: {"$acc_extra(caller)": "$rU"}}]
            """)
        .run(Hook.REPLY, host);

    assertThat(host.done).containsExactly("extra caller=+4012");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "method: INVITE ; true",
        "method: [BYE, INVITE] ; true",
        "method: {matches: '^(BYE|INVITE)$'} ; true",
        "method: BYE ; false",
        "has_totag: true ; false",
        "has_totag: false ; true",
        "ruri: {matches: '^sip:\\+?40'} ; true",
        "ruri: {matches: '@gw'} ; true",
        "ruri: {matches: '^gw'} ; false",
        "ruri: {starts_with: 'sip:+40', matches: 'example$'} ; true",
        "ruri: {starts_with: 'sip:+40', matches: 'org$'} ; false",
        "$fU: alice ; true",
        "$fU: Alice ; false",
        "$fU: {matches: '(?i)^ALICE$'} ; true",
        "$tU: {equals: $fU} ; false",
        "$cs: 7 ; true",
        "$si: {in: [192.0.2.1, 192.0.2.2]} ; true",
        "$hdr(X-None): '' ; true",
        "$hdr(X-Account): '' ; false",
        "$hdr(X-Account): {starts_with: 'gold-'} ; true",
        "$fd: {ends_with: '.example'} ; true",
        "$fd: {ends_with: $fU} ; false",
        "$cs: {at_least: 7, at_most: 7} ; true",
        "$cs: {at_least: 7.5} ; false",
        "$cs: {at_most: -1} ; false",
        "$cs: {at_most: 6} ; false",
        "$fU: {at_most: 6} ; false",
        "$hdr(X-None): {at_least: 0} ; false",
        "$si: {in_subnet: 192.0.2.0/24} ; true",
        "$si: {in_subnet: [10.0.0.0/8, '2001:db8::/32']} ; false",
        "$fd: {in_subnet: 0.0.0.0/0} ; false",
        "not: {method: BYE} ; true",
        "not: {method: INVITE, $fU: bob} ; true",
        "any: [{method: BYE}, {$fU: alice}] ; true",
        "any: [{method: BYE}, {$fU: bob}] ; false",
        "all: [{method: INVITE}, {$fU: alice}] ; true",
        "all: [{method: INVITE}, {$fU: bob}] ; false",
        "method: INVITE, $fU: bob ; false",
      })
  void matches(String match, boolean holds) {
    List<String> done = request("request: [{if: {" + match + "}, do: [relay]}]");

    assertThat(done).hasSize(holds ? 1 : 0);
  }

  @Test
  void tablesAreCollectedWhereverTheyAreNamed() {
    Policy policy =
        policy(
            """
            request:
              - do:
                  - if: {method: INVITE}
                    do: [{do_accounting: {type: db, table: a}}]
                  - do_accounting: {type: log, table: no_table_of_the_database}
                  - run: list
            lists:
              list: [{do: [{do_accounting: {type: db, table: b}}]}]
            """);

    assertThat(policy.tables()).containsExactly("a", "b");
  }

  @Test
  void eachRuleWhoseMatchHoldsIsTold() {
    RecordingHost host = new RecordingHost(invite);
    policy(
            """
            request:
              - name: calls
                if: {method: INVITE}
                do:
                  - run: list
                  - if: {method: BYE}
                    do: [relay]
                  - name: inner
                    do: [relay]
              - if: {method: BYE}
                do: [relay]
              - do: [stop]
              - do: [relay]
            lists:
              list: [{name: in the list, do: [{do_accounting: log}]}]
            """)
        .run(Hook.REQUEST, host);

    assertThat(host.applied)
        .containsExactly(
            "policy.yaml:2:5 calls",
            "policy.yaml:15:10 in the list",
            "policy.yaml:8:9 inner",
            "policy.yaml:12:5 ");
    assertThat(host.done).containsExactly("account [LOG][]", "relay []PARALLEL");
  }

  @Test
  void theCodesOfRepliesAreTestedAsNumbers() {
    RecordingHost host = new RecordingHost(invite);
    host.reply = Optional.of(TestMessage.reply("INVITE", 503, "Service Unavailable"));
    policy(
            "failure: [{if: {$T_reply_code: {at_least: 500, at_most: 699}}, do: [relay]}, {if:"
                + " {$rs: {at_most: 499}}, do: [stop]}]")
        .run(Hook.FAILURE, host);

    assertThat(host.done).containsExactly("relay []PARALLEL");
  }

  @Test
  void theVersionChangesWithTheText() {
    Policy one = policy("request: [{do: [relay]}]");

    assertThat(one.version()).isEqualTo(policy("request: [{do: [relay]}]").version());
    assertThat(one.version()).isNotEqualTo(policy("request: [{do: [stop]}]").version());
    assertThat(policy("{}").version()).isEqualTo("44136fa355b3");
  }

  private List<String> request(String text) {
    return run(policy(text), Hook.REQUEST, invite);
  }

  private static List<String> run(Policy policy, Hook hook, SipMessageView message) {
    RecordingHost host = new RecordingHost(message);
    policy.run(hook, host);
    return host.done;
  }

  private static Policy policy(String text) {
    return policy(text, PARAMETERS);
  }

  static Policy policy(String text, Parameters parameters) {
    return PolicyReader.read(new ConfigurationFile("policy.yaml", text), parameters);
  }
}
