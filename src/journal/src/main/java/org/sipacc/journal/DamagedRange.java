package org.sipacc.journal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes of a segment in which no whole entry stands.
 *
 * @param from offset of the first
 * @param to offset after the last
 * @param after the place after the last whole entry before them
 * @param last the place after the last entry they can hold; empty if that cannot be known
 */
record DamagedRange(
    Path segment, long from, long to, JournalPosition after, Optional<JournalPosition> last) {

  /** Where a copy of the bytes is kept; the name tells the offset and the sequence numbers. */
  Path aside() {
    String numbers =
        holdsNone()
            ? "none"
            : (after.sequence() + 1)
                + "-"
                + last.map(end -> Long.toString(end.sequence())).orElse("on");
    return segment.resolveSibling(
        "%s-%d-entries-%s%s".formatted(segment.getFileName(), from, numbers, Damage.SUFFIX));
  }

  /** The entries it can hold, for a message. */
  String entries() {
    if (holdsNone()) {
      return "no entry is missing";
    }
    return last.map(end -> "entries after %s up to %s".formatted(after, end))
        .orElse("entries after " + after);
  }

  private boolean holdsNone() {
    return last.filter(end -> end.compareTo(after) <= 0).isPresent();
  }
}
