package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
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

  /** The ids of the entries that the destination holds, in the order in which it got them. */
  List<TimeOrderedId> stored() throws Exception;

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
      assertThat(stored()).isEqualTo(ids(1, 5));
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
      assertThat(stored()).isEqualTo(ids(1, 500));
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
      assertThat(stored()).isEqualTo(ids(1, 3));
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
      assertThat(stored()).isEqualTo(ids(1, 2));
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
      assertThat(stored()).isEqualTo(ids(1, 4));
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
      assertThat(stored()).isEqualTo(ids(1, 1));
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

  private List<TimeOrderedId> ids(long first, long last) {
    return entries(first, last).stream().map(JournalEntry::id).toList();
  }
}
