package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.variable.TestMessage;

class DialogActionsTest {
  private final RecordingHost host =
      new RecordingHost(TestMessage.request("INVITE", "sip:bob@b.example"));

  @Test
  void aCallJoinsAndLeavesProfiles() {
    assertThat(
            request(
                """
                request:
                  - do:
                      - set_dlg_profile: inbound
                      - set_dlg_profile: {profile: caller, value: "$fU"}
                      - unset_dlg_profile: {profile: caller, value: "$fU"}
                      - unset_dlg_profile: {profile: inbound}
                """))
        .containsExactly(
            "profile inbound",
            "profile caller alice",
            "no profile caller alice",
            "no profile inbound");
  }

  @Test
  void withoutACallOrAValueThereIsNoProfile() {
    host.dialogWorks = false;
    assertThat(
            request(
                "request: [{do: [{set_dlg_profile: inbound}, {set_dlg_profile: {profile: caller,"
                    + " value: $hdr(X-None)}}, {unset_dlg_profile: inbound}]}]"))
        .containsExactly(
            "profile inbound",
            "failed policy.yaml:1:18 set_dlg_profile: the message belongs to no call; create_dialog"
                + " first",
            "failed policy.yaml:1:46 set_dlg_profile: the value is empty",
            "no profile inbound",
            "failed policy.yaml:1:105 unset_dlg_profile: the call does not belong to inbound");
  }

  @Test
  void theCallsOfAProfileAreCounted() {
    host.profileSize = 3;
    assertThat(
            request(
                """
                request:
                  - do:
                      - get_profile_size: {profile: caller, value: "$fU", into: "$avp(calls)"}
                      - if: {"$avp(calls)": {at_least: 3}}
                        do: [{reply: 486}]
                """))
        .containsExactly("count caller alice", "avp calls=3", "reply 486 Busy Here");
  }

  @Test
  void allCallsOfAProfileAreCountedWithoutAValueAndNoneForAnEmptyOne() {
    host.profileSize = 3;
    assertThat(
            request(
                "request: [{do: [{get_profile_size: {profile: caller, into: $var(n)}}, {log:"
                    + " $var(n)}, {get_profile_size: {profile: caller, value: $hdr(X-None), into:"
                    + " $var(n)}}, {log: $var(n)}]}]"))
        .containsExactly("count caller", "log INFO 3", "log INFO 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "in_profile: inbound; true",
        "in_profile: {profile: caller, value: $fU}; true",
        "in_profile: {profile: caller, value: $tU}; false",
        "in_profile: {profile: caller, value: $hdr(X-None)}; false",
        "in_profile: {profile: trunk}; false",
      })
  void membershipIsAMatch(String match, boolean holds) {
    host.profiles.addAll(List.of("inbound", "caller alice"));

    assertThat(request("request: [{if: {" + match + "}, do: [relay]}]")).hasSize(holds ? 1 : 0);
  }

  @Test
  void theCallsOwnValuesAndItsLifetimeAreSet() {
    assertThat(
            request(
                """
                request:
                  - do:
                      - set: {"$dlg_val(trunk)": gold, "$DLG_timeout": "$avp(none)60", "$var(a)": b}
                      - log: "$var(a)"
                """))
        .containsExactly("dialog value trunk=gold", "timeout 60", "log INFO b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "soon", "", "99999999999"})
  void aLifetimeIsAWholeNumberOfSeconds(String value) {
    List<String> done =
        request(
            "request: [{do: [{set: {$DLG_timeout: '"
                + value
                + "'}}, {if: {outcome: failed}, do: [stop]}, relay]}]");

    assertThat(done)
        .containsExactly(
            "failed policy.yaml:1:24 set: $DLG_timeout: \""
                + value
                + "\" is no whole number of seconds above 0");
  }

  @Test
  void withoutACallItsValuesCannotBeSet() {
    host.dialogWorks = false;

    assertThat(request("request: [{do: [{set: {$dlg_val(a): b, $DLG_timeout: 60}}]}]"))
        .contains(
            "failed policy.yaml:1:24 set: $dlg_val(a): the message belongs to no call",
            "failed policy.yaml:1:40 set: $DLG_timeout: the message belongs to no call");
  }

  private List<String> request(String policy) {
    PolicyTest.policy(policy, PolicyTest.PARAMETERS).run(Hook.REQUEST, host);
    return host.done;
  }
}
