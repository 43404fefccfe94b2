package org.sipacc.service.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.sipacc.accounting.parameter.AlarmRule;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.delivery.DelivererStatus;

/**
 * Reads what alarms are about.
 *
 * @param callsUp answered calls that have not ended
 * @param deliveries how the backends stand
 * @param deadLetters of a backend, or of all
 * @param journalFree bytes that the journal can still take
 * @param calls figures of the calls of a time; throws a RuntimeException if they cannot be read
 */
public record Measures(
    IntSupplier callsUp,
    Supplier<List<DelivererStatus>> deliveries,
    ToLongFunction<Optional<String>> deadLetters,
    LongSupplier journalFree,
    CallsOf calls) {
  private static final double MEBIBYTE = 1 << 20;
  private static final double MILLIS_OF_A_MINUTE = 60_000;
  private static final double MILLIS_OF_A_SECOND = 1000;

  /** Reads the calls that began in a time, to numbers with a beginning if that is given. */
  public interface CallsOf {
    CallFigures read(Instant since, Instant until, Optional<String> calleeStarts);
  }

  /** What a rule's measure is now; empty if there are too few calls to tell. */
  Optional<Double> of(AlarmRule rule, Instant now) {
    return switch (rule.measure()) {
      case CALLS_UP -> Optional.of((double) callsUp.getAsInt());
      case JOURNAL_FREE -> Optional.of(journalFree.getAsLong() / MEBIBYTE);
      case DEAD_LETTERS -> Optional.of((double) deadLetters.applyAsLong(rule.about()));
      case QUEUE -> largest(backends(rule).map(one -> (double) one.lag()));
      case OUTAGE -> largest(backends(rule).map(one -> seconds(one, now)));
      case ASR, NER, ACD, CALLS, MINUTES -> ofCalls(rule, now);
    };
  }

  private Stream<DelivererStatus> backends(AlarmRule rule) {
    return deliveries.get().stream()
        .filter(one -> rule.about().map(one.destination()::equals).orElse(true));
  }

  private static Optional<Double> largest(Stream<Double> values) {
    return values.max(Double::compare);
  }

  private static double seconds(DelivererStatus backend, Instant now) {
    return backend.state() == DelivererStatus.State.OUTAGE
        ? Duration.between(backend.since(), now).toMillis() / MILLIS_OF_A_SECOND
        : 0;
  }

  private Optional<Double> ofCalls(AlarmRule rule, Instant now) {
    CallFigures figures = calls.read(now.minus(rule.window()), now, rule.about());
    OptionalDouble value =
        switch (rule.measure()) {
          case ASR -> figures.answerSeizureRatio().value();
          case NER -> figures.networkEffectivenessRatio().value();
          case ACD -> seconds(figures);
          case MINUTES -> OptionalDouble.of(figures.answeredMillis() / MILLIS_OF_A_MINUTE);
          default -> OptionalDouble.of((double) figures.calls());
        };
    boolean counts =
        rule.measure() == AlarmRule.Measure.CALLS || rule.measure() == AlarmRule.Measure.MINUTES;
    return value.isPresent() && (counts || figures.calls() >= rule.fewestCalls())
        ? Optional.of(value.getAsDouble())
        : Optional.empty();
  }

  private static OptionalDouble seconds(CallFigures figures) {
    OptionalDouble millis = figures.averageCallMillis().value();
    return millis.isPresent()
        ? OptionalDouble.of(millis.getAsDouble() / MILLIS_OF_A_SECOND)
        : millis;
  }
}
