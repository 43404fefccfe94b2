package org.sipacc.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalReader;

/**
 * Tells where records stand at each destination, from the cursors, the dead letters and the gaps.
 * It knows what the journal still holds and what is a dead letter; what was delivered and cleaned
 * up since, only the destination itself can tell.
 */
public final class Ledger {
  private static final int READ = 500;
  private static final int MAX_FOUND = 1000;

  private final Journal journal;
  private final Undelivered undelivered;
  private final List<Deliverer> deliverers;

  Ledger(Journal journal, Undelivered undelivered, List<Deliverer> deliverers) {
    this.journal = journal;
    this.undelivered = undelivered;
    this.deliverers = deliverers;
  }

  /**
   * What was found.
   *
   * @param complete false if there was not time enough to read all that the journal holds
   */
  public record Found(List<LedgerRecord> records, boolean complete) {}

  /**
   * One record or call summary.
   *
   * @throws IOException if a dead letter cannot be read
   */
  public Optional<LedgerRecord> record(TimeOrderedId id) throws IOException {
    Optional<JournalEntry> entry = inJournal(id);
    return entry.isPresent()
        ? entry.map(this::ledger)
        : deadLetters(DeadLetterFilter.ofId(id)).values().stream().findFirst().map(this::ledger);
  }

  /**
   * The records of a call, by their ids.
   *
   * @param call a Call-ID, or the id of the call's summary
   * @param bound how long the journal is read at most
   * @throws IOException if a dead letter cannot be read
   */
  public Found call(String call, Duration bound) throws IOException {
    long end = System.nanoTime() + bound.toNanos();
    Map<TimeOrderedId, JournalEntry> found = deadLetters(ofCall(call));
    boolean complete = true;
    try (JournalReader reader = journal.reader(journal.oldest())) {
      List<JournalEntry> read = reader.read(READ);
      while (!read.isEmpty() && complete) {
        read.stream()
            .filter(isOf(call))
            .limit(MAX_FOUND - found.size())
            .forEach(entry -> found.put(entry.id(), entry));
        complete = System.nanoTime() - end < 0 && found.size() < MAX_FOUND;
        read = complete ? reader.read(READ) : List.of();
      }
    }
    return new Found(found.values().stream().map(this::ledger).toList(), complete);
  }

  private Optional<JournalEntry> inJournal(TimeOrderedId id) {
    JournalPosition place = JournalPosition.after(id);
    boolean outside =
        place.sequence() == 0
            || place.compareTo(journal.oldest()) <= 0
            || place.compareTo(journal.syncedPosition()) > 0;
    if (outside) {
      return Optional.empty();
    }
    JournalPosition before = new JournalPosition(place.epoch(), place.sequence() - 1);
    try (JournalReader reader = journal.reader(before)) {
      return reader.read(1).stream().filter(entry -> entry.id().equals(id)).findFirst();
    }
  }

  private Map<TimeOrderedId, JournalEntry> deadLetters(DeadLetterFilter filter) throws IOException {
    Map<TimeOrderedId, JournalEntry> entries = new TreeMap<>();
    for (DeadLetter letter : undelivered.deadLetters().find(filter, MAX_FOUND)) {
      entries.put(letter.id(), undelivered.deadLetters().original(letter));
    }
    return entries;
  }

  private static DeadLetterFilter ofCall(String call) {
    DeadLetterFilter all = DeadLetterFilter.ALL;
    return new DeadLetterFilter(
        all.destination(),
        all.id(),
        all.table(),
        Optional.of(call),
        all.since(),
        all.until(),
        all.reason(),
        all.state());
  }

  private static Predicate<JournalEntry> isOf(String call) {
    return entry -> {
      return RecordFields.callId(entry).equals(call)
          || RecordFields.callUid(entry).filter(uid -> uid.toString().equals(call)).isPresent();
    };
  }

  private LedgerRecord ledger(JournalEntry entry) {
    List<Standing> standings = new ArrayList<>();
    for (Deliverer deliverer : deliverers) {
      if (deliverer.destination().takes(entry)) {
        standings.add(standing(deliverer, entry));
      }
    }
    return new LedgerRecord(
        entry.id(),
        RecordFields.kind(entry),
        RecordFields.table(entry),
        RecordFields.callId(entry),
        RecordFields.callUid(entry),
        entry.id().time(),
        standings);
  }

  private Standing standing(Deliverer deliverer, JournalEntry entry) {
    String name = deliverer.destination().name();
    Optional<DeadLetter> letter = undelivered.deadLetters().find(name, entry.id());
    if (letter.isPresent()) {
      return ofLetter(letter.get());
    }
    Optional<Gap> gap = undelivered.gaps().covering(name, entry.position());
    if (gap.isPresent()) {
      return new Standing(
          name, Standing.State.LET_GO, Optional.of(gap.get().at()), gap.get().range());
    }
    boolean passed =
        deliverer.status().position().filter(at -> entry.position().compareTo(at) <= 0).isPresent();
    return passed
        ? new Standing(name, Standing.State.DELIVERED, deliverer.passedAt(entry.position()), "")
        : new Standing(name, Standing.State.WAITING, Optional.of(entry.id().time()), "");
  }

  private static Standing ofLetter(DeadLetter letter) {
    return switch (letter.state()) {
      case WAITING ->
          new Standing(
              letter.destination(),
              Standing.State.DEAD_LETTER,
              Optional.of(letter.since()),
              letter.reason());
      case REPLAYED ->
          new Standing(
              letter.destination(),
              Standing.State.REPLAYED,
              Optional.of(letter.changed()),
              letter.reason());
      case DISCARDED ->
          new Standing(
              letter.destination(),
              Standing.State.DISCARDED,
              Optional.of(letter.changed()),
              letter.comment());
    };
  }
}
