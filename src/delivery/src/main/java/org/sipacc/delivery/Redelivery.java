package org.sipacc.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.DeadLetter.State;
import org.sipacc.journal.JournalEntry;

/**
 * What a person does about dead letters: looks at them, changes, replays or discards them.
 *
 * <p>A replay hands the record to the sink outside the order of the journal. Should the process die
 * before that is noted, the dead letter waits still and may be replayed again: the database then
 * finds the row there already, and the others get it twice.
 */
public final class Redelivery {
  private static final int BATCH = 100;
  private static final int MAX_REASONS = 10;

  /** How long a replay waits for the sink to come back from its own batch. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final DeadLetters deadLetters;
  private final List<Deliverer> deliverers;

  Redelivery(DeadLetters deadLetters, List<Deliverer> deliverers) {
    this.deadLetters = deadLetters;
    this.deliverers = deliverers;
  }

  /** How many match. */
  public long count(DeadLetterFilter filter) {
    return deadLetters.count(filter);
  }

  /** The oldest that match. */
  public List<DeadLetter> find(DeadLetterFilter filter, int limit) {
    return deadLetters.find(filter, limit);
  }

  /**
   * A dead letter with its record.
   *
   * @throws IOException if the record cannot be read
   */
  public DeadLetterRecord record(DeadLetter letter) throws IOException {
    JournalEntry original = deadLetters.original(letter);
    return new DeadLetterRecord(
        RecordFields.kind(original),
        RecordFields.of(original),
        letter.mended()
            ? Optional.of(RecordFields.of(deadLetters.current(letter)))
            : Optional.empty());
  }

  /**
   * Changes fields of a record that waits; the original is kept.
   *
   * @param changes new values by the names of {@link RecordFields}; an empty one takes an extra or
   *     leg field out of the record
   * @throws IllegalArgumentException if a field cannot be changed so
   * @throws IllegalStateException if the dead letter does not wait any more
   * @throws IOException if the change cannot be kept
   */
  public synchronized void mend(
      DeadLetter letter, Map<String, Optional<String>> changes, String comment) throws IOException {
    checkWaiting(letter);
    deadLetters.mend(letter, Mending.mend(deadLetters.current(letter), changes), comment);
  }

  /**
   * Decides that a record is not to be delivered.
   *
   * @throws IllegalStateException if the dead letter does not wait any more
   * @throws IOException if that cannot be kept
   */
  public synchronized void discard(DeadLetter letter, String comment) throws IOException {
    checkWaiting(letter);
    deadLetters.discard(letter, comment);
  }

  private void checkWaiting(DeadLetter letter) {
    if (!deadLetters.isWaiting(letter)) {
      throw new IllegalStateException("dead letter " + letter.id() + " does not wait any more");
    }
  }

  /**
   * Delivers those that match and wait.
   *
   * @param bound after this time no further ones are begun
   * @throws SinkUnavailableException if a destination cannot take them now, or is none any more;
   *     what was replayed before stays so
   * @throws IOException if a record cannot be read, or what came of it cannot be noted
   */
  public Replay replay(DeadLetterFilter filter, Duration bound)
      throws SinkUnavailableException, IOException, InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    DeadLetterFilter waiting = filter.in(State.WAITING);
    List<DeadLetter> letters = deadLetters.find(waiting, Integer.MAX_VALUE);
    Tally tally = new Tally();
    int begin = 0;
    while (begin < letters.size() && System.nanoTime() - end < 0) {
      int next = batchEnd(letters, begin);
      replay(letters.subList(begin, next), tally);
      begin = next;
    }
    return new Replay(tally.replayed, tally.refused, count(waiting), List.copyOf(tally.reasons));
  }

  /** Neighbours of one destination go together. */
  private static int batchEnd(List<DeadLetter> letters, int begin) {
    String destination = letters.get(begin).destination();
    int end = begin + 1;
    while (end < letters.size()
        && end < begin + BATCH
        && letters.get(end).destination().equals(destination)) {
      end++;
    }
    return end;
  }

  private synchronized void replay(List<DeadLetter> letters, Tally tally)
      throws SinkUnavailableException, IOException, InterruptedException {
    Destination destination = destination(letters.get(0).destination());
    Map<TimeOrderedId, DeadLetter> left = new LinkedHashMap<>();
    Map<TimeOrderedId, JournalEntry> entries = new LinkedHashMap<>();
    for (DeadLetter letter : letters) {
      if (deadLetters.isWaiting(letter)) {
        left.put(letter.id(), letter);
        entries.put(letter.id(), deadLetters.current(letter));
      }
    }
    while (!left.isEmpty()) {
      try {
        destination.replay(List.copyOf(entries.values()), WAIT);
        deadLetters.replayed(List.copyOf(left.values()));
        tally.replayed += left.size();
        return;
      } catch (RecordsRefusedException e) {
        for (Refusal refusal : e.refusals()) {
          entries.remove(refusal.entry());
          DeadLetter letter =
              Optional.ofNullable(left.remove(refusal.entry()))
                  .orElseThrow(
                      () -> new IllegalStateException("it refuses records it was not given", e));
          deadLetters.refusedAgain(letter, refusal.reason());
          tally.refused(refusal.reason());
        }
      }
    }
  }

  private Destination destination(String name) throws SinkUnavailableException {
    return deliverers.stream()
        .map(Deliverer::destination)
        .filter(destination -> destination.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SinkUnavailableException(
                    "there is no backend "
                        + name
                        + " now; configure it, or discard its dead letters",
                    null));
  }

  /** What came of a replay so far. */
  private static final class Tally {
    private final Set<String> reasons = new LinkedHashSet<>();
    private long replayed;
    private long refused;

    void refused(String reason) {
      refused++;
      if (reasons.size() < MAX_REASONS) {
        reasons.add(reason);
      }
    }
  }
}
