package org.sipacc.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.LongRange;
import org.sipacc.accounting.AccountingSettings.Options;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.CallSummary.Outcome;

/**
 * Events in any order, repeated and at any time: what a network and two timers can make of them.
 */
class AccountingPropertyTest {
  private static final List<Backend> WITH_CDR = List.of(Backend.DB, Backend.EVI);
  private static final Options OPTIONS = new Options(true, false, false, false, Set.of());
  private static final Options CDR_ON_FAILED = new Options(true, false, false, true, Set.of());

  private static StandardCall play(Options options, List<CallEvent> events) {
    StandardCall call =
        StandardCall.invite(options)
            .doAccounting("db", "cdr")
            .doAccounting("evi", "cdr|missed|failed")
            .doAccounting("log", "failed")
            .doAccounting("aaa", "");
    events.forEach(call::on);
    return call;
  }

  /** The events up to the one that leaves nothing more to follow; empty if there is none. */
  private static Optional<Integer> length(List<CallEvent> events) {
    boolean answered = false;
    for (int i = 0; i < events.size(); i++) {
      CallEvent event = events.get(i);
      if (event instanceof ReplySent sent && sent.reply().isSuccess()) {
        answered = true;
      }
      if (answered ? event instanceof Ended : refuses(event)) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  private static boolean refuses(CallEvent event) {
    return event instanceof RepliedStatelessly
        || (event instanceof ReplySent sent && sent.reply().isNegative());
  }

  private static boolean endsAnswered(List<CallEvent> events) {
    return length(events).map(length -> events.get(length - 1) instanceof Ended).orElse(false);
  }

  @Property(tries = 500)
  void anAnsweredCallThatEndedHasOneCdrForEachBackendAndNoOtherHasAny(
      @ForAll("events") List<CallEvent> events) {
    StandardCall call = play(OPTIONS, events);

    for (Backend backend : WITH_CDR) {
      assertThat(call.records(RecordKind.CDR, backend)).hasSize(endsAnswered(events) ? 1 : 0);
    }
    assertThat(call.records(RecordKind.CDR, Backend.LOG)).isEmpty();
    assertThat(call.records(RecordKind.CDR, Backend.AAA)).isEmpty();
  }

  @Property(tries = 500)
  void withCdrOnFailedThereIsAtMostOneCdrForEachBackend(@ForAll("events") List<CallEvent> events) {
    StandardCall call = play(CDR_ON_FAILED, events);
    boolean stateless =
        length(events)
            .map(length -> events.get(length - 1) instanceof RepliedStatelessly)
            .orElse(true);

    for (Backend backend : WITH_CDR) {
      assertThat(call.records(RecordKind.CDR, backend)).hasSize(stateless ? 0 : 1);
    }
    assertThat(call.records(RecordKind.BASE, Backend.EVI))
        .noneMatch(record -> Integer.parseInt(record.core().code()) >= 300);
  }

  @Property(tries = 500)
  void whatFollowsTheEndChangesNothing(@ForAll("events") List<CallEvent> events) {
    int length = length(events).orElse(events.size());
    StandardCall call = play(OPTIONS, events);

    assertThat(call.records()).isEqualTo(play(OPTIONS, events.subList(0, length)).records());
    assertThat(call.isOver()).isEqualTo(length(events).isPresent());
    assertThat(call.context().isOver()).isEqualTo(call.isOver());
  }

  @Property(tries = 500)
  void eachAnswerIsAccountedOnceAndEachRefusalAtMostOnce(@ForAll("events") List<CallEvent> events) {
    StandardCall call = play(OPTIONS, events);
    List<String> answers =
        call.records(RecordKind.BASE, Backend.AAA).stream()
            .filter(record -> record.core().code().equals("200"))
            .map(record -> record.core().toTag())
            .toList();

    assertThat(answers).doesNotHaveDuplicates();
    assertThat(call.records(RecordKind.BASE, Backend.LOG))
        .filteredOn(record -> Integer.parseInt(record.core().code()) >= 300)
        .hasSizeLessThanOrEqualTo(1);
    assertThat(call.records(RecordKind.MISSED, Backend.EVI)).hasSizeLessThanOrEqualTo(1);
  }

  @Property(tries = 500)
  void noFigureIsNegativeAndASummaryAgreesWithTheCdr(@ForAll("events") List<CallEvent> events) {
    StandardCall call = play(OPTIONS, events);

    assertThat(call.records())
        .allSatisfy(
            record -> {
              Timing timing = record.timing().orElseThrow();
              assertThat(timing.setupSeconds()).isNotNegative();
              assertThat(timing.durationMillis()).isNotNegative();
            });
    for (AccountingRecord cdr : call.records(RecordKind.CDR, Backend.DB)) {
      CallSummary summary = call.summary();
      assertThat(summary.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(summary.answered()).contains(cdr.core().time());
      assertThat(summary.toTag()).isEqualTo(cdr.core().toTag());
      assertThat(cdr.timing().orElseThrow().durationMillis())
          .isEqualTo(durationMillis(cdr.core().time(), summary.ended()));
    }
  }

  @Property(tries = 500)
  void durationIsRoundedUpToSeconds(@ForAll @LongRange(max = Long.MAX_VALUE / 2) long millis) {
    long seconds = new Timing(Optional.empty(), 0, millis).durationSeconds();

    assertThat(seconds).isEqualTo(millis / 1000 + (millis % 1000 == 0 ? 0 : 1));
  }

  @Property(tries = 500)
  void setupAndDurationAreDifferencesThatAreNeverNegative(
      @ForAll("instants") Instant created,
      @ForAll("instants") Instant answered,
      @ForAll("instants") Instant bye) {
    StandardCall call = StandardCall.invite();
    call.context().doAccounting(StandardCall.arguments("db", "cdr"), created);
    call.on(new ReplySent(answered, Reply.received(200, "OK", "tt1")))
        .on(new ByeReceived(bye, EndCause.DOWNSTREAM_BYE))
        .on(new Ended(bye.plusMillis(1), EndCause.DOWNSTREAM_BYE));

    Timing timing = call.onlyRecord().timing().orElseThrow();
    assertThat(timing.created()).contains(created.truncatedTo(ChronoUnit.SECONDS));
    assertThat(timing.setupSeconds())
        .isEqualTo(Math.max(0, answered.getEpochSecond() - created.getEpochSecond()));
    assertThat(timing.durationMillis()).isEqualTo(durationMillis(answered, bye));
  }

  private static long durationMillis(Instant answered, Instant ended) {
    return Math.max(0, ChronoUnit.MICROS.between(answered, ended) / 1000);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(0, 90_000_000)
        .map(micros -> StandardCall.INVITED.plus(micros, ChronoUnit.MICROS));
  }

  @Provide
  Arbitrary<List<CallEvent>> events() {
    Arbitrary<Reply> negative =
        Arbitraries.of(
            Reply.received(486, "Busy Here", "tt1"),
            Reply.received(302, "Moved Temporarily", "tt2"),
            Reply.TIMEOUT);
    Arbitrary<Reply> success =
        Arbitraries.of(
            Reply.received(200, "OK", "tt1"),
            Reply.received(200, "OK", "tt2"),
            Reply.local(200, "OK", "mine"));
    Arbitrary<EndCause> causes = Arbitraries.of(EndCause.class);
    Arbitrary<CallEvent> event =
        Arbitraries.frequencyOf(
            of(2, instants().map(at -> new AttemptStarted(at, List.of("sip:bob@b")))),
            of(2, instants().map(at -> new Progressed(at, Reply.received(180, "Ringing", "tt1")))),
            of(
                1,
                instants()
                    .map(at -> new Progressed(at, new Reply(183, "Media", "tt1", true, true)))),
            of(
                1,
                Combinators.combine(instants(), negative)
                    .as((at, reply) -> new TargetReplied(at, "sip:bob@b", reply))),
            of(2, Combinators.combine(instants(), negative).as(AttemptFailed::new)),
            of(1, Combinators.combine(instants(), causes).as(Cancelled::new)),
            of(3, Combinators.combine(instants(), success).as(ReplySent::new)),
            of(1, Combinators.combine(instants(), negative).as(ReplySent::new)),
            of(1, Combinators.combine(instants(), negative).as(RepliedStatelessly::new)),
            of(3, Combinators.combine(instants(), causes).as(ByeReceived::new)),
            of(2, Combinators.combine(instants(), causes).as(Ended::new)));
    return event.list().ofMaxSize(15).map(ArrayList::new);
  }

  private static Tuple2<Integer, Arbitrary<? extends CallEvent>> of(
      int frequency, Arbitrary<? extends CallEvent> events) {
    return Tuple.of(frequency, events);
  }
}
