package org.sipacc.delivery;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.Refusal.Blame;
import org.sipacc.journal.JournalEntry;

/**
 * Tells records that are wrong from a destination that is. Where every record of a table was
 * refused for one reason, none speaks for the table: it may be that nothing would be taken now.
 */
final class Verdict {
  private Verdict() {}

  /**
   * Whether it is in doubt that the records are at fault.
   *
   * @return the reason that all records of a table share; empty if each refusal stands
   */
  static Optional<String> doubt(
      Sink sink, List<? extends JournalEntry> batch, List<Refusal> refusals) {
    Set<TimeOrderedId> refused = refusals.stream().map(Refusal::entry).collect(Collectors.toSet());
    Set<String> good = new HashSet<>();
    Map<TimeOrderedId, String> tables = new LinkedHashMap<>();
    for (JournalEntry entry : batch) {
      String table = sink.table(entry);
      tables.put(entry.id(), table);
      if (!refused.contains(entry.id())) {
        good.add(table);
      }
    }
    return refusals.stream()
        .filter(refusal -> refusal.blame() == Blame.RECORD)
        .collect(Collectors.groupingBy(refusal -> tables.getOrDefault(refusal.entry(), "")))
        .entrySet()
        .stream()
        .filter(table -> !good.contains(table.getKey()))
        .map(Map.Entry::getValue)
        .filter(of -> of.stream().map(Refusal::code).distinct().count() == 1)
        .map(of -> of.get(0).reason())
        .findFirst();
  }
}
