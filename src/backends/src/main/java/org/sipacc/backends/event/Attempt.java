package org.sipacc.backends.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/** One try to send records: which of them the subscriber has now, and which it will never take. */
final class Attempt implements Receipts {
  private final List<RecordEntry> records;
  private final Map<JournalPosition, RecordEntry> had;
  private final Consumer<String> onFailure;
  private final List<Event> events = new ArrayList<>();
  private final Map<TimeOrderedId, Integer> ends = new HashMap<>();
  private final Map<TimeOrderedId, Refusal> refusals = new LinkedHashMap<>();
  private int sent;

  /**
   * @param had what the subscriber has since an earlier try, and does not get again
   * @param onFailure told what goes wrong
   */
  Attempt(
      List<RecordEntry> records,
      Map<JournalPosition, RecordEntry> had,
      Consumer<String> onFailure) {
    this.records = records;
    this.had = had;
    this.onFailure = onFailure;
    for (RecordEntry record : records) {
      if (!isHad(record)) {
        events.addAll(Event.of(record));
      }
      ends.put(record.id(), events.size());
    }
  }

  /** What is to be sent. */
  List<Event> events() {
    return events;
  }

  /** The records that the subscriber has, by their places. */
  Map<JournalPosition, RecordEntry> taken() {
    return records.stream()
        .filter(this::isTaken)
        .collect(Collectors.toMap(RecordEntry::position, record -> record));
  }

  /** Where the last record ends that the subscriber has together with all before it. */
  Optional<JournalPosition> reached() {
    return records.stream()
        .takeWhile(this::isTaken)
        .map(RecordEntry::position)
        .reduce((before, after) -> after);
  }

  List<Refusal> refusals() {
    return List.copyOf(refusals.values());
  }

  private boolean isTaken(RecordEntry record) {
    return isHad(record) || (ends.get(record.id()) <= sent && !refusals.containsKey(record.id()));
  }

  /** A record that was mended since is another one. */
  private boolean isHad(RecordEntry record) {
    return record.equals(had.get(record.position()));
  }

  @Override
  public void sent(int count) {
    sent = count;
  }

  @Override
  public void refused(Event event, String code, String reason) {
    failed(reason);
    refusals.putIfAbsent(event.record(), new Refusal(event.record(), Blame.RECORD, code, reason));
  }

  @Override
  public void failed(String reason) {
    onFailure.accept(reason);
  }
}
