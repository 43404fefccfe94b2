package org.sipacc.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sipacc.journal.JournalPosition;

/** When a cursor passed which place: the last {@value #KEPT} moves. */
final class DeliveryTimes {
  static final int KEPT = 2000;

  private final NavigableMap<JournalPosition, Instant> moves = new ConcurrentSkipListMap<>();
  private volatile Optional<JournalPosition> known = Optional.empty();

  /** The cursor stands there; when it came there is not known. */
  void begin(JournalPosition at) {
    moves.tailMap(at, false).clear();
    if (known.isEmpty()) {
      known = Optional.of(at);
    }
  }

  void moved(JournalPosition to, Instant at) {
    moves.put(to, at);
    if (moves.size() > KEPT) {
      known = Optional.ofNullable(moves.pollFirstEntry()).map(Map.Entry::getKey);
    }
  }

  /** When an entry was passed, if that is still known. */
  Optional<Instant> of(JournalPosition entry) {
    return known
        .filter(begin -> entry.compareTo(begin) > 0)
        .flatMap(begin -> Optional.ofNullable(moves.ceilingEntry(entry)))
        .map(Map.Entry::getValue);
  }
}
