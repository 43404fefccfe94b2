package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** What a sink keeps to besides if its destination has tables and looks at what it is given. */
public interface RefusingSinkContract extends SinkContract {
  /** Makes the destination refuse the record of a number for good, and no other. */
  void refuse(long number) throws Exception;

  /** Takes a table that not every call needs away from the destination. */
  void loseTable(String table) throws Exception;

  @Test
  default void aRecordThatIsRefusedForGoodIsNamedAndTheOthersAreTakenWithoutIt() throws Exception {
    refuse(2);
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      assertThat(refused(() -> sink.deliver(JOURNAL, begin, place(3), entries(1, 3))))
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.entry()).isEqualTo(entry(2).id());
                assertThat(refusal.blame()).isEqualTo(Blame.RECORD);
                assertThat(refusal.reason()).isNotBlank();
              });
      JournalPosition kept = sink.position(JOURNAL, place(0));
      assertThat(kept).isLessThan(place(2));
      List<JournalEntry> others =
          Stream.of(1L, 3L)
              .map(this::entry)
              .filter(entry -> entry.position().compareTo(kept) > 0)
              .toList();
      sink.deliver(JOURNAL, kept, place(3), others);
      assertThat(sink.position(JOURNAL, place(0))).isEqualTo(place(3));
      assertThat(stored()).containsExactly("call-1", "call-3");
    }
  }

  @Test
  default void whatIsForATableThatIsGoneIsNamedAndTheOthersAreTakenWithoutIt() throws Exception {
    loseTable("own_acc");
    JournalEntry lost = SampleEntries.entry(2, SampleEntries.cdr(backend(), "own_acc", 2));
    try (Sink sink = openSink()) {
      JournalPosition begin = sink.position(JOURNAL, place(0));
      assertThat(
              refused(
                  () -> sink.deliver(JOURNAL, begin, place(3), List.of(entry(1), lost, entry(3)))))
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.entry()).isEqualTo(lost.id());
                assertThat(refusal.blame()).isEqualTo(Blame.TABLE);
              });
      sink.deliver(JOURNAL, begin, place(3), List.of(entry(1), entry(3)));
      assertThat(stored()).containsExactly("call-1", "call-3");
    }
  }

  @Test
  default void aRefusedRecordIsADeadLetterAndTheCursorPassesIt(@TempDir Path directory)
      throws Exception {
    refuse(2);
    try (DelivererBench bench = new DelivererBench(directory, backend())) {
      List<TimeOrderedId> ids = bench.append(1, 3);
      Deliverer deliverer = bench.start(openSink());
      bench.untilPassed(deliverer);
      assertThat(deliverer.stop(DelivererBench.SOON)).isTrue();
      assertThat(stored()).containsExactly("call-1", "call-3");
      assertThat(bench.deadLetters()).extracting(DeadLetter::id).containsExactly(ids.get(1));
    }
  }

  private static List<Refusal> refused(ThrowingCallable delivery) {
    RecordsRefusedException refused = catchThrowableOfType(RecordsRefusedException.class, delivery);
    assertThat(refused).as("a refusal").isNotNull();
    return refused.refusals();
  }

  private JournalEntry entry(long number) {
    return SampleEntries.entry(backend(), number);
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }

  private List<JournalEntry> entries(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(this::entry).toList();
  }
}
