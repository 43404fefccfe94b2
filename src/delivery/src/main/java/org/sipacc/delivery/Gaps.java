package org.sipacc.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.journal.JournalPosition;

/** The gaps of all destinations, kept in a file of this node. */
public final class Gaps implements Closeable {
  private final Clock clock;
  private final List<Gap> gaps = new ArrayList<>();
  private CheckedLines lines;

  private Gaps(Clock clock) {
    this.clock = clock;
  }

  /**
   * Opens the file, which is made if it is not there.
   *
   * @throws IOException if it cannot be read or written
   */
  public static Gaps open(Path file, Clock clock) throws IOException {
    Gaps gaps = new Gaps(clock);
    gaps.lines = CheckedLines.open(file, (offset, words) -> gaps.gaps.add(gap(words)));
    return gaps;
  }

  /** A destination's, oldest first. */
  public synchronized List<Gap> of(String destination) {
    return gaps.stream().filter(gap -> gap.destination().equals(destination)).toList();
  }

  /** The gap that an entry fell into. */
  public Optional<Gap> covering(String destination, JournalPosition entry) {
    return of(destination).stream().filter(gap -> gap.covers(entry)).findFirst();
  }

  /** The end of the gap that a cursor stands at or in. */
  Optional<JournalPosition> endAfter(String destination, JournalPosition cursor) {
    return of(destination).stream()
        .filter(gap -> gap.from().compareTo(cursor) <= 0 && cursor.compareTo(gap.to()) < 0)
        .map(Gap::to)
        .reduce((earlier, later) -> later);
  }

  /**
   * Notes a gap.
   *
   * @throws IOException if it is not on disk now
   */
  synchronized Gap add(String destination, JournalPosition from, JournalPosition to, long entries)
      throws IOException {
    List<String> words =
        List.of(
            destination,
            Instant.ofEpochMilli(clock.millis()).toString(),
            from.toString(),
            to.toString(),
            Long.toString(entries));
    lines.append(List.of(words));
    Gap gap = gap(words);
    gaps.add(gap);
    return gap;
  }

  private static Gap gap(List<String> words) {
    return new Gap(
        words.get(0),
        Instant.parse(words.get(1)),
        JournalPosition.parse(words.get(2)),
        JournalPosition.parse(words.get(3)),
        Long.parseLong(words.get(4)));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
