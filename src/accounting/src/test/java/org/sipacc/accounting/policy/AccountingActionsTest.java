package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.TestMessage;

class AccountingActionsTest {
  private final RecordingHost host =
      new RecordingHost(TestMessage.request("INVITE", "sip:+4012@gw.example"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "acc_log_request: 403 Not for $fU | account now LOG 403 Not for alice",
        "acc_log_request: 404 | account now LOG 404 Not Found",
        "acc_log_request: '' | account now LOG  Unspecified",
        "acc_aaa_request: 403 no | account now AAA 403 no",
        "acc_evi_request: just a text | account now EVI  just a text",
        "acc_db_request: {comment: 4800 x, table: my_acc} | account now DB 480 0 x my_acc",
      })
  void manualRequestsAreMadeAtOnce(String action, String expected) {
    run("request: [{do: [{" + action + "}]}]", Hook.REQUEST);

    assertThat(host.done).containsExactly(expected);
  }

  @Test
  @DisplayName("M12 two manual requests are two records")
  void eachManualRequestCounts() {
    run("request: [{do: [{acc_log_request: 403}, {acc_log_request: 403}]}]", Hook.REQUEST);

    assertThat(host.done).hasSize(2);
  }

  @Test
  @DisplayName("M10 a manual request to a backend that is not configured fails, and is no error")
  void aManualRequestWithoutItsBackendFails() {
    host.accountingWorks = false;
    PolicyTest.policy(
            "request: [{do: [{acc_aaa_request: 403 no}]}, {if: {outcome: failed}, do: [relay]}]",
            Parameters.builtIn())
        .run(Hook.REQUEST, host);

    assertThat(host.done)
        .containsExactly(
            "account now AAA 403 no",
            "failed policy.yaml:1:18 acc_aaa_request: backend aaa is not configured",
            "relay []PARALLEL");
  }

  @Test
  void theTablesOfManualRequestsAreThePolicysToo() {
    Policy policy =
        PolicyTest.policy(
            "request: [{do: [{acc_db_request: {comment: x, table: mine}}]}]",
            PolicyTest.PARAMETERS);

    assertThat(policy.tables()).containsExactly("mine");
  }

  @ParameterizedTest
  @EnumSource(
      value = Hook.class,
      names = {"REQUEST", "BRANCH", "FAILURE", "LOCAL"})
  void marksAndManualRequestsAreAllowedInTheLocalHookToo(Hook hook) {
    run(
        hook.key()
            + ": [{do: [{do_accounting: evi}, drop_accounting, {acc_evi_request: 200}, acc_new_leg,"
            + " {log: x}, {set: {$avp(a): b}}, stop]}]",
        hook);

    assertThat(host.done)
        .containsExactly(
            "account [EVI][]",
            "drop [][]",
            "account now EVI 200 OK",
            "new leg",
            "log INFO x",
            "avp a=b");
  }

  @Test
  @DisplayName("L08 a new leg is the current one")
  void aNewLegIsTheLast() {
    run(
        """
        request:
          - do:
              - acc_new_leg
              - set: {"$acc_leg(caller)": "$fU", "$acc_leg(callee)": "$rU"}
              - log: "$acc_current_leg"
              - acc_new_leg
              - set: {"$acc_leg(caller)": "$(acc_leg(callee)[0])"}
              - log: "$acc_current_leg $(acc_leg(caller)[0]) $acc_leg(caller)"
        """,
        Hook.REQUEST);

    assertThat(host.done).contains("log INFO 0", "leg -1 caller=+4012", "log INFO 1 alice +4012");
  }

  @Test
  void aLegThatIsNotThereCannotBeSet() {
    host.newLeg();
    host.done.clear();
    host.avps.put("x", "x");
    run(
        """
        request:
          - do:
              - set: {"$(acc_leg(caller)[0])": a}
              - if: {outcome: ok}
                do: [{log: set}]
              - set: {"$(acc_leg(caller)[3])": b}
              - if: {outcome: failed}
                do: [{log: not set}]
              - set: {"$(acc_leg(caller)[$avp(x)])": c}
              - set: {"$(acc_leg(caller)[-1])": }
        """,
        Hook.REQUEST);

    assertThat(host.done)
        .containsExactly(
            "leg 0 caller=a",
            "log INFO set",
            "leg 3 caller=b",
            "failed policy.yaml:6:15 set: $(acc_leg(caller)[3]): there is no leg 3",
            "log INFO not set",
            "failed policy.yaml:9:15 set: $(acc_leg(caller)[$avp(x)]): the index is no whole number",
            "leg -1 caller=(none)");
    assertThat(host.problems).hasSize(1);
  }

  @Test
  @DisplayName("L09 without leg_fields every leg is a configuration error")
  void legsMustBeDeclared() {
    for (String action :
        List.of(
            "set: {$acc_leg(caller): x}",
            "log: $acc_leg(caller)",
            "set: {$avp(x): '$(acc_leg(caller)[0])'}")) {
      assertThatThrownBy(
              () -> PolicyTest.policy("request: [{do: [{" + action + "}]}]", Parameters.builtIn()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("acc_leg(caller)")
          .hasMessageEndingWith(
              ": no tag caller is declared; write it into sipacc.yaml, as in acc: {leg_fields:"
                  + " \"db: caller\"}");
    }
    PolicyTest.policy("request: [{do: [{log: $acc_current_leg}]}]", Parameters.builtIn());
  }

  @Test
  void theVariableOfAnIndexMustBeDeclaredToo() {
    assertThatThrownBy(
            () ->
                PolicyTest.policy(
                    "request: [{do: [{log: '$(acc_leg(caller)[$acc_extra(nobody)])'}]}]",
                    PolicyTest.PARAMETERS))
        .hasMessageContaining("$acc_extra(nobody): no tag nobody is declared");
  }

  @Test
  void anotherCallsAccountingIsLoadedAndUnloaded() {
    run(
        """
        reply:
          - do:
              - load_dialog_ctx: "$hdr(X-Other)$ci"
              - acc_load_ctx_from_dlg
              - acc_unload_ctx_from_dlg
              - unload_dialog_ctx
        """,
        Hook.REPLY);

    assertThat(host.done)
        .containsExactly(
            "load dialog c1@a", "load accounting", "unload accounting", "unload dialog");
  }

  @Test
  @DisplayName("J02 J03 loading and unloading can fail")
  void loadingHasAnOutcome() {
    host.dialogWorks = false;
    run(
        """
        request:
          - do:
              - acc_load_ctx_from_dlg
              - if: {outcome: failed}
                do: [acc_unload_ctx_from_dlg, {load_dialog_ctx: x}, unload_dialog_ctx]
        """,
        Hook.REQUEST);

    assertThat(host.done)
        .filteredOn(line -> line.startsWith("failed"))
        .containsExactly(
            "failed policy.yaml:3:9 acc_load_ctx_from_dlg: one is loaded already, there is no"
                + " dialog, or its call is not accounted with cdr",
            "failed policy.yaml:5:14 acc_unload_ctx_from_dlg: none is loaded",
            "failed policy.yaml:5:40 load_dialog_ctx: there is no call \"x\", or one is loaded"
                + " already",
            "failed policy.yaml:5:61 unload_dialog_ctx: none is loaded");
  }

  private void run(String policy, Hook hook) {
    PolicyTest.policy(policy, PolicyTest.PARAMETERS).run(hook, host);
  }
}
