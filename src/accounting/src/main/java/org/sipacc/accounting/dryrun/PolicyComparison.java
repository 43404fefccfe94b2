package org.sipacc.accounting.dryrun;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.dryrun.DryRunResult.Destination;
import org.sipacc.accounting.dryrun.DryRunResult.Ending;
import org.sipacc.accounting.dryrun.DryRunResult.Scenario;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;

/**
 * Tells what another policy would do otherwise with calls that were made, as far as {@link DryRun}
 * can tell: what becomes of the INVITE, and which records come of it, answered if the call was.
 */
public final class PolicyComparison {
  private final Policy before;
  private final Policy after;
  private final Parameters parameters;

  public PolicyComparison(Policy before, Policy after, Parameters parameters) {
    this.before = before;
    this.after = after;
    this.parameters = parameters;
  }

  /**
   * A call that they treat differently.
   *
   * @param before what becomes of it and its records with the first policy, a line each
   * @param after the same with the other one
   */
  public record Difference(CallSummary call, List<String> before, List<String> after) {}

  /** The difference that it makes to a call; empty if it makes none. */
  public Optional<Difference> of(CallSummary call) {
    Difference difference = new Difference(call, lines(before, call), lines(after, call));
    return difference.before().equals(difference.after())
        ? Optional.empty()
        : Optional.of(difference);
  }

  private List<String> lines(Policy policy, CallSummary call) {
    DryRunResult result =
        new DryRun(policy, parameters, Clock.fixed(call.invited(), ZoneOffset.UTC))
            .run(SipText.of(call.invite()));
    List<String> lines = new ArrayList<>(List.of(text(result.destination())));
    boolean answered = call.answered().isPresent();
    for (Scenario scenario : result.scenarios()) {
      if (scenario.ending() == Ending.HERE || answered == (scenario.ending() == Ending.ANSWERED)) {
        scenario.records().forEach(record -> lines.add(text(record)));
      }
    }
    return lines;
  }

  private static String text(Destination destination) {
    if (destination instanceof Destination.Relayed) {
      return "relayed";
    }
    return destination instanceof Destination.Answered answered
        ? "answered " + answered.reply().code() + " " + answered.reply().reason()
        : "dropped";
  }

  private static String text(AccountingRecord record) {
    Stream<String> fields =
        Stream.concat(record.extras().stream(), record.legs().stream().flatMap(List::stream))
            .map(PolicyComparison::text);
    return Stream.concat(
            Stream.of(
                record.kind().name().toLowerCase(Locale.ROOT),
                record.backend().token(),
                record.table(),
                record.core().method(),
                record.core().code(),
                record.core().reason()),
            fields)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String text(Field field) {
    return field.name() + "=" + field.value();
  }
}
