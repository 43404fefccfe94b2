package org.sipacc.accounting.dryrun;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dryrun.DryRunResult.Destination;
import org.sipacc.accounting.dryrun.DryRunResult.Scenario;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.variable.SourceAddress;

/**
 * Tells what a policy would do with a request, and which records would come of it. Nothing is sent,
 * recorded or logged, and no other call is known to it: counts of calls and profiles are those of
 * an idle server, and no dialog can be loaded. The BYE that ends a supposed call does not run
 * through the policy.
 */
public final class DryRun {
  private final Policy policy;
  private final Parameters parameters;
  private final AccountingSettings settings;
  private final Clock clock;

  /**
   * @param clock tells the instant at which the request shall be taken to arrive
   */
  public DryRun(Policy policy, Parameters parameters, Clock clock) {
    this.policy = policy;
    this.parameters = parameters;
    this.settings = parameters.accountingSettings();
    this.clock = clock;
  }

  /** Runs it over a request, which {@link SipText} makes of a text or of a stored call. */
  public DryRunResult run(SipRequest request) {
    RequestFacts facts = facts(request, clock.instant());
    DryRunFlow preview = flow(request, facts);
    Destination destination = preview.route();
    List<Function<DryRunFlow, Scenario>> ways =
        destination instanceof Destination.Relayed && !request.method().equals("ACK")
            ? List.of(DryRunFlow::answered, DryRunFlow::refused)
            : List.of(DryRunFlow::endHere);
    return new DryRunResult(
        policy.version(),
        preview.trace(),
        destination,
        ways.stream().map(way -> way.apply(flow(request, facts))).toList());
  }

  private DryRunFlow flow(SipRequest request, RequestFacts facts) {
    return new DryRunFlow(
        policy,
        parameters.extraDefinitions(),
        request,
        new DryRunCall(parameters, settings, policy.version(), facts));
  }

  private static RequestFacts facts(SipRequest request, Instant received) {
    SourceAddress source = request.source();
    return new RequestFacts(
        request.method(),
        request.callId(),
        request.from().tag().orElse(""),
        request.to().tag().orElse(""),
        request.from().uri(),
        request.to().uri(),
        request.uri(),
        source.transport() + ":" + source.ip() + ":" + source.port(),
        request.header("User-Agent").orElse(""),
        received);
  }
}
