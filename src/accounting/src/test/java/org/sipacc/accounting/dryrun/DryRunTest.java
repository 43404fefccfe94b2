package org.sipacc.accounting.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.dryrun.DryRunResult.Destination;
import org.sipacc.accounting.dryrun.DryRunResult.Ending;
import org.sipacc.accounting.dryrun.DryRunResult.Scenario;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.accounting.variable.SourceAddress;

class DryRunTest {
  private static final Instant NOW = Instant.parse("2024-02-09T13:05:07Z");

  private final SipRequest invite =
      SipText.parse(SipTextTest.INVITE, new SourceAddress("192.0.2.1", 5060, "udp"));

  @Test
  void theBuiltInPolicyAccountsAnAnsweredAndAMissedCall() {
    DryRunResult result =
        run(PolicyReader.load(Optional.empty(), Parameters.builtIn()), Parameters.builtIn());

    assertThat(result.trace())
        .extracting(entry -> ((TraceEntry.RuleApplied) entry).name())
        .containsExactly(
            "calls are accounted in the database, missed ones too",
            "everything goes where its Request-URI says");
    assertThat(result.destination()).isInstanceOf(Destination.Relayed.class);
    Scenario answered = scenario(result, Ending.ANSWERED);
    assertThat(answered.attempts()).containsExactly(List.of("sip:bob@b.example"));
    AccountingRecord cdr = only(answered);
    assertThat(cdr.kind()).isEqualTo(RecordKind.CDR);
    assertThat(cdr.backend()).isEqualTo(Backend.DB);
    assertThat(cdr.table()).isEqualTo("acc");
    assertThat(cdr.core().code()).isEqualTo("200");
    assertThat(cdr.timing().orElseThrow().durationMillis()).isEqualTo(60_000);
    assertThat(cdr.timing().orElseThrow().created()).contains(NOW);
    assertThat(cdr.extras())
        .containsExactly(
            new Field("src_user", "alice"),
            new Field("src_domain", "a.example"),
            new Field("dst_user", "bob"),
            new Field("dst_domain", "b.example"));
    AccountingRecord missed = only(scenario(result, Ending.REFUSED));
    assertThat(missed.kind()).isEqualTo(RecordKind.MISSED);
    assertThat(missed.table()).isEqualTo("missed_calls");
    assertThat(missed.core().code()).isEqualTo("486");
  }

  @Test
  void aPolicyThatAnswersAsksNobody() {
    DryRunResult result =
        run(
            """
            request:
              - name: no
                do:
                  - acc_log_request: "403 Not for $fU"
                  - acc_aaa_request: "403"
                  - do_accounting: {type: log, flags: failed}
                  - log: {level: warning, text: "refused $fU"}
                  - reply: 403
            """);

    assertThat(result.destination())
        .isInstanceOfSatisfying(
            Destination.Answered.class,
            answered -> {
              assertThat(answered.byRule()).isTrue();
              assertThat(answered.reply().code()).isEqualTo(403);
            });
    assertThat(result.trace())
        .extracting(Object::toString)
        .containsExactly(
            "RuleApplied[hook=REQUEST, place=policy.yaml:2:5, name=no]",
            "ActionFailed[hook=REQUEST, place=policy.yaml:5:9, problem=acc_aaa_request: backend aaa"
                + " is not configured]",
            "Logged[hook=REQUEST, level=WARNING, text=refused alice]");
    assertThat(scenario(result, Ending.HERE).records())
        .extracting(AccountingRecord::kind, record -> record.core().reason())
        .containsExactly(
            tuple(RecordKind.MANUAL, "Not for alice"), tuple(RecordKind.BASE, "Forbidden"));
  }

  @Test
  void whatNoRuleTakesIsAnswered404() {
    assertThat(run("request: []").destination())
        .isInstanceOfSatisfying(
            Destination.Answered.class,
            answered -> {
              assertThat(answered.byRule()).isFalse();
              assertThat(answered.reply().code()).isEqualTo(404);
            });
  }

  @Test
  void aStatelessAnswerIsNotAccounted() {
    DryRunResult result =
        run(
            "request: [{do: [{do_accounting: {type: log, flags: failed}}, {reply: {code: 403,"
                + " stateless: true}}]}]");

    assertThat(scenario(result, Ending.HERE).records()).isEmpty();
  }

  @Test
  void theFailureHookGivesTheRefusedCallAnotherAttemptAndLeg() {
    DryRunResult result =
        run(
            """
            request:
              - do:
                  - set: {"$acc_leg(caller)": "$fU", "$acc_leg(callee)": "$rU"}
                  - do_accounting: {type: db|log, flags: cdr|missed}
                  - relay
            branch:
              - do: [{log: "to $ru"}]
            reply:
              - do: [{set: {"$acc_extra(code)": "$rs $(<request>fU)"}}]
            failure:
              - if: {"$avp(tried)": ""}
                do:
                  - acc_new_leg
                  - set: {"$acc_leg(caller)": "$rU", "$acc_leg(callee)": voicemail, "$avp(tried)": "1"}
                  - do_accounting: {type: db, flags: missed}
                  - relay: {to: "sip:voicemail@vm.example"}
            """);
    Scenario refused = scenario(result, Ending.REFUSED);

    assertThat(refused.attempts())
        .containsExactly(List.of("sip:bob@b.example"), List.of("sip:voicemail@vm.example"));
    assertThat(refused.trace())
        .filteredOn(TraceEntry.Logged.class::isInstance)
        .extracting(entry -> ((TraceEntry.Logged) entry).text())
        .containsExactly("to sip:bob@b.example", "to sip:voicemail@vm.example");
    assertThat(refused.records())
        .extracting(AccountingRecord::backend, AccountingRecord::legs)
        .containsExactly(
            tuple(Backend.LOG, List.of(leg("alice", "bob"))),
            tuple(Backend.DB, List.of()),
            tuple(Backend.DB, List.of()));
    assertThat(refused.records().get(1).extras()).contains(new Field("code", "486 alice"));
    assertThat(scenario(result, Ending.ANSWERED).records())
        .extracting(AccountingRecord::kind)
        .containsExactly(RecordKind.CDR, RecordKind.CDR);
  }

  @Test
  void aPolicyThatNeverGivesUpIsGivenUpOn() {
    DryRunResult result = run("{request: [{do: [relay]}], failure: [{do: [relay]}]}");

    assertThat(scenario(result, Ending.REFUSED).attempts()).hasSize(20);
  }

  @Test
  void serialTargetsAreTriedOneAfterTheOther() {
    DryRunResult result = run("request: [{do: [{relay: {to: [sip:a@h, sip:b@h], mode: serial}}]}]");

    assertThat(scenario(result, Ending.ANSWERED).attempts()).containsExactly(List.of("sip:a@h"));
    assertThat(scenario(result, Ending.REFUSED).attempts())
        .containsExactly(List.of("sip:a@h"), List.of("sip:b@h"));
  }

  @Test
  void theCallsDialogIsKnownAndNoOther() {
    DryRunResult result =
        run(
            """
            request:
              - do:
                  - create_dialog: B
                  - set: {"$dlg_val(a)": b, "$DLG_timeout": 60}
                  - set_dlg_profile: {profile: caller, value: "$fU"}
                  - get_profile_size: {profile: caller, into: "$var(n)"}
                  - log: "$dlg_val(a) $DLG_timeout $DLG_status $DLG_dir $DLG_flags $DLG_count $var(n)"
                  - if: {in_profile: {profile: caller, value: bob}}
                    do: [{log: wrong}]
                  - load_dialog_ctx: other
                  - log: "$acc_current_leg $(acc_leg(caller)[4])"
                  - relay
            """);

    assertThat(result.trace())
        .extracting(Object::toString)
        .contains(
            "Logged[hook=REQUEST, level=INFO, text=b 60 1 downstream bye-on-timeout 1 1]",
            "VariableProblem[hook=REQUEST, text=$acc_leg(caller): there is no leg 4]",
            "Logged[hook=REQUEST, level=INFO, text=0 ]")
        .noneMatch(entry -> entry.contains("wrong"))
        .anyMatch(entry -> entry.contains("load_dialog_ctx: there is no call \"other\""));
  }

  @Test
  void theClockIsTheGivenOne() {
    DryRunResult result =
        run(
            "request: [{if: {time: {days: fri, from: '13:00', until: '14:00', zone: UTC}}, do:"
                + " [relay]}]");

    assertThat(result.destination()).isInstanceOf(Destination.Relayed.class);
  }

  @Test
  void aRequestThatStartsNoCallHasNoCdr() {
    SipRequest message =
        SipText.parse(
            SipTextTest.INVITE.replace("INVITE", "MESSAGE"),
            new SourceAddress("192.0.2.1", 5060, "udp"));
    DryRunResult result =
        new DryRun(
                policy("request: [{do: [{do_accounting: {type: log, flags: cdr}}, relay]}]"),
                PARAMETERS,
                Clock.fixed(NOW, ZoneOffset.UTC))
            .run(message);

    assertThat(only(scenario(result, Ending.ANSWERED)).kind()).isEqualTo(RecordKind.BASE);
    assertThat(scenario(result, Ending.REFUSED).records()).isEmpty();
  }

  private static final Parameters PARAMETERS =
      Parameters.load(
          Optional.empty(),
          Map.of(
              "SIPACC_ACC_EXTRA_FIELDS", "db: code",
              "SIPACC_ACC_LEG_FIELDS", "log: caller; callee",
              "SIPACC_DIALOG_PROFILES_WITH_VALUE", "caller"),
          new Properties());

  private DryRunResult run(String policy) {
    return run(policy(policy), PARAMETERS);
  }

  private DryRunResult run(Policy policy, Parameters parameters) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    DryRunResult result = new DryRun(policy, parameters, clock).run(invite);
    assertThat(result.trace())
        .allSatisfy(entry -> assertThat(entry.hook()).isIn(Hook.REQUEST, Hook.BRANCH));
    return result;
  }

  private static Policy policy(String text) {
    return PolicyReader.read(new ConfigurationFile("policy.yaml", text), PARAMETERS);
  }

  private static List<Field> leg(String caller, String callee) {
    return List.of(new Field("caller", caller), new Field("callee", callee));
  }

  private static Scenario scenario(DryRunResult result, Ending ending) {
    return result.scenarios().stream()
        .filter(scenario -> scenario.ending() == ending)
        .findFirst()
        .orElseThrow();
  }

  private static AccountingRecord only(Scenario scenario) {
    assertThat(scenario.records()).hasSize(1);
    return scenario.records().get(0);
  }
}
