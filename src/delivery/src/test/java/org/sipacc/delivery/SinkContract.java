package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/**
 * What every sink keeps to. A test of a sink mixes this in and says how to reach the destination,
 * which is empty at the beginning of each test.
 */
public interface SinkContract {
  UUID JOURNAL = UUID.fromString("0b9f6f9a-4a51-4a07-8a5e-0c0ffee00001");
  UUID OTHER_JOURNAL = UUID.fromString("0b9f6f9a-4a51-4a07-8a5e-0c0ffee00002");

  /** A sink on the destination; one opened later in a test stands for the one after a restart. */
  Sink openSink() throws Exception;

  /** The backend whose records the sink takes. */
  Backend backend();

  /** The Call-IDs of the records that the destination holds, in the order in which it got them. */
  List<String> stored() throws Exception;

  /** Makes the destination unavailable. */
  void breakDestination() throws Exception;

  /** Makes it available again, with all it held. */
  void mendDestination() throws Exception;

  @Test
  default void theRecordsOfItsBackendAreItsOwnAndNoOthers() throws Exception {
    try (Sink sink = openSink()) {
      assertThat(Arrays.stream(Backend.values()).filter(b -> sink.takes(SampleEntries.entry(b, 1))))
          .containsExactly(backend());
    }
  }

  @Test
  default void aJournalItDoesNotKnowBeginsAtTheOldest() throws Exception {
    try (Sink sink = openSink()) {
      assertThat(sink.position(JOURNAL, place(17))).isEqualTo(place(17));
      sink.deliver(JOURNAL, place(17), place(18), entries(18, 18));
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(18));
    }
  }

  @Test
  default void thePositionMovesWithTheEntriesWhichKeepTheirOrder() throws Exception {
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      sink.deliver(JOURNAL, begin, place(3), entries(1, 3));
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(3));
      sink.deliver(JOURNAL, place(3), place(5), entries(4, 5));
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(5));
      assertThat(stored()).isEqualTo(calls(1, 5));
    }
  }

  @Test
  default void aBatchWithoutEntriesMovesThePositionAlone() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(9), List.of());
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(9));
      assertThat(stored()).isEmpty();
    }
  }

  @Test
  default void aBatchOf500IsTakenWhole() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(500), entries(1, 500));
      assertThat(stored()).isEqualTo(calls(1, 500));
    }
  }

  @Test
  default void thePositionCarriesTheEpoch() throws Exception {
    JournalPosition nextEpoch = new JournalPosition(3, 1);
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), nextEpoch, List.of());
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(nextEpoch);
    }
  }

  @Test
  default void thePositionMayBeSetBack() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(100), List.of());
      sink.deliver(JOURNAL, place(100), place(40), List.of());
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(40));
    }
  }

  @Test
  default void thePositionSurvivesARestart() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(2), entries(1, 2));
    }
    try (Sink sink = openSink()) {
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(2));
      sink.deliver(JOURNAL, place(2), place(3), entries(3, 3));
      assertThat(stored()).isEqualTo(calls(1, 3));
    }
  }

  @Test
  default void eachJournalHasAPositionOfItsOwn() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(2), entries(1, 2));
      assertThat(sink.position(OTHER_JOURNAL, place(0))).isEqualTo(place(0));
    }
  }

  @Test
  default void aBatchRepeatedAfterAnUnknownOutcomeIsNotTakenTwice() throws Exception {
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      sink.deliver(JOURNAL, begin, place(2), entries(1, 2));
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, place(2), entries(1, 2)))
          .isInstanceOf(SinkUnavailableException.class);
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(2));
      assertThat(stored()).isEqualTo(calls(1, 2));
    }
  }

  @Test
  default void whatItCouldNotTakeItTakesOnceAtTheRepetition() throws Exception {
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      sink.deliver(JOURNAL, begin, place(2), entries(1, 2));
      breakDestination();
      assertThatThrownBy(() -> sink.deliver(JOURNAL, place(2), place(4), entries(3, 4)))
          .isInstanceOf(SinkUnavailableException.class);
      mendDestination();
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(2));
      sink.deliver(JOURNAL, place(2), place(4), entries(3, 4));
      assertThat(stored()).isEqualTo(calls(1, 4));
    }
  }

  @Test
  default void aDestinationThatIsDownAtTheStartIsUnavailableNotAFault() throws Exception {
    breakDestination();
    try (Sink sink = openSink()) {
      assertThatThrownBy(() -> sink.position(JOURNAL, place(0)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageNotContaining("null");
      mendDestination();
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(0));
      sink.deliver(JOURNAL, place(0), place(1), entries(1, 1));
      assertThat(stored()).isEqualTo(calls(1, 1));
    }
  }

  @Test
  default void aReplayTakesTheRecordAndLeavesThePosition() throws Exception {
    try (Sink sink = openSink()) {
      sink.deliver(JOURNAL, sink.position(JOURNAL, place(0)), place(5), entries(4, 5));
      sink.replay(JOURNAL, entries(2, 2));
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(5));
      assertThat(stored()).containsExactly("call-4", "call-5", "call-2");
    }
  }

  @Test
  default void aReplayDuringAnOutageTakesNothing() throws Exception {
    try (Sink sink = openSink()) {
      sink.position(JOURNAL, place(0));
      breakDestination();
      assertThatThrownBy(() -> sink.replay(JOURNAL, entries(1, 2)))
          .isInstanceOf(SinkUnavailableException.class);
      mendDestination();
      assertThat(stored()).isEmpty();
      sink.replay(JOURNAL, entries(1, 2));
      assertThat(stored()).isEqualTo(calls(1, 2));
    }
  }

  @Test
  default void aStopInTheMiddleOfABatchLosesNothingAndRepeatsNothing(@TempDir Path directory)
      throws Exception {
    try (DelivererBench bench = new DelivererBench(directory, backend())) {
      bench.append(1, 600);
      HeldSink held = new HeldSink(openSink());
      Deliverer first = bench.start(held);
      held.awaitHeld();
      first.requestStop(Duration.ZERO);
      held.letGo();
      assertThat(first.awaitStopped(DelivererBench.SOON)).isTrue();
      bench.append(601, 610);
      Deliverer second = bench.start(openSink());
      bench.untilPassed(second);
      assertThat(second.stop(DelivererBench.SOON)).isTrue();
      assertThat(stored()).isEqualTo(calls(1, 610));
    }
  }

  @Test
  default void aDestinationThatHangsDoesNotHoldTheStopBeyondItsBound(@TempDir Path directory)
      throws Exception {
    try (DelivererBench bench = new DelivererBench(directory, backend())) {
      HeldSink held = new HeldSink(openSink());
      Deliverer deliverer = bench.start(held);
      bench.append(1, 1);
      held.awaitHeld();
      long began = System.nanoTime();
      assertThat(deliverer.stop(Duration.ofMillis(50))).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      held.letGo();
      assertThat(deliverer.awaitStopped(DelivererBench.SOON)).isTrue();
    }
  }

  @Test
  default void neitherAnotherDestinationNorThisOneIsHeldByTheOthersOutage(@TempDir Path directory)
      throws Exception {
    try (DelivererBench bench = new DelivererBench(directory, backend())) {
      Backend other = backend() == Backend.EVI ? Backend.LOG : Backend.EVI;
      MemoryDestination memory = new MemoryDestination(other);
      Deliverer here = bench.start(openSink());
      Deliverer there = bench.start(memory.sink());
      bench.untilPassed(here);

      breakDestination();
      bench.append(1, 2);
      bench.append(other, 11, 13);
      bench.untilPassed(there);
      assertThat(memory.callIds()).containsExactly("call-11", "call-12", "call-13");
      mendDestination();
      bench.untilPassed(here);

      memory.fault(MemoryDestination.Fault.DOWN);
      bench.append(other, 14, 14);
      bench.append(3, 4);
      bench.untilPassed(here);
      assertThat(stored()).isEqualTo(calls(1, 4));
      memory.fault(MemoryDestination.Fault.NONE);
      bench.untilPassed(there);
      assertThat(here.stop(DelivererBench.SOON)).isTrue();
      assertThat(there.stop(DelivererBench.SOON)).isTrue();
    }
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }

  private List<JournalEntry> entries(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> SampleEntries.entry(backend(), number))
        .toList();
  }

  private static List<String> calls(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(number -> "call-" + number).toList();
  }
}
