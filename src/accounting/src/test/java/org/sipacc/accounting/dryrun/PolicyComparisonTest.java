package org.sipacc.accounting.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;

class PolicyComparisonTest {
  private static final Instant INVITED = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ALL_OF_THEM =
      """
      request:
        - do: [{do_accounting: {type: db, flags: cdr|missed}}, relay]
      """;

  private static Policy policy(String text) {
    return PolicyReader.read(new ConfigurationFile("policy.yaml", text), Parameters.builtIn());
  }

  private static CallSummary call(String callee, boolean answered) {
    return new CallSummary(
        TimeOrderedId.of(INVITED.toEpochMilli(), 0, 1),
        "c1",
        "f",
        answered ? "t" : "",
        "sip:alice@a.example",
        "sip:" + callee + "@b.example",
        "sip:" + callee + "@b.example",
        "udp:192.0.2.1:5060",
        "",
        INVITED,
        Optional.empty(),
        Optional.empty(),
        answered ? Optional.of(INVITED.plusSeconds(3)) : Optional.empty(),
        INVITED.plusSeconds(9),
        answered ? CallSummary.Outcome.ANSWERED : CallSummary.Outcome.FAILED,
        answered ? 200 : 486,
        "",
        CallSummary.EndedBy.CALLER,
        "",
        "",
        "v1",
        List.of());
  }

  private static Optional<PolicyComparison.Difference> compare(String after, CallSummary call) {
    return new PolicyComparison(policy(ALL_OF_THEM), policy(after), Parameters.builtIn()).of(call);
  }

  @Test
  void anotherWordingThatDoesTheSameMakesNoDifference() {
    String same =
        """
        request:
          - if: {method: INVITE}
            do: [{do_accounting: {type: db, flags: missed|cdr}}]
          - do: [relay]
        """;
    assertThat(compare(same, call("bob", true))).isEmpty();
    assertThat(compare(same, call("bob", false))).isEmpty();
  }

  @Test
  void onlyWhatBecameOfTheCallIsCompared() {
    String answeredElsewhere =
        """
        request:
          - do:
              - do_accounting: {type: db, flags: cdr|missed, table: own}
              - relay
        """;
    PolicyComparison.Difference answered =
        compare(answeredElsewhere, call("bob", true)).orElseThrow();
    assertThat(answered.before()).hasSize(2).first().isEqualTo("relayed");
    assertThat(answered.before().get(1)).startsWith("cdr db acc INVITE 200 OK ");
    assertThat(answered.after().get(1)).startsWith("cdr db own INVITE 200 OK ");

    String missedNot =
        """
        request:
          - do: [{do_accounting: {type: db, flags: cdr}}, relay]
        """;
    assertThat(compare(missedNot, call("bob", true))).isEmpty();
    PolicyComparison.Difference missed = compare(missedNot, call("bob", false)).orElseThrow();
    assertThat(missed.before().get(1)).startsWith("missed db missed_calls INVITE 486 Busy Here ");
    assertThat(missed.after()).containsExactly("relayed");
  }

  @Test
  void aCallThatWouldBeRefusedIsDifferent() {
    String barred =
        """
        request:
          - if: {"$rU": premium}
            do: [{reply: 403}]
          - do: [{do_accounting: {type: db, flags: cdr|missed}}, relay]
        """;
    assertThat(compare(barred, call("bob", true))).isEmpty();
    assertThat(compare(barred, call("premium", true)).orElseThrow().after())
        .containsExactly("answered 403 Forbidden");
  }
}
