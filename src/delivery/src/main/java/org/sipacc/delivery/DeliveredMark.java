package org.sipacc.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalPosition;

/**
 * Remembers beside the journal how far a destination got, for one reason: a destination that knows
 * no cursor of this journal, such as a new database in place of the old, begins with what the old
 * one never acknowledged, not with all that the journal still keeps.
 *
 * <p>It is written now and then, so it may be a little behind; the destination's own cursor always
 * wins. A file {@code delivered-NAME} in the journal's directory holds the journal's id and the
 * place.
 */
final class DeliveredMark {
  private static final Logger LOG = System.getLogger(DeliveredMark.class.getName());
  private static final Duration WRITE_INTERVAL = Duration.ofSeconds(1);

  private final Path file;
  private final UUID journal;
  private Optional<JournalPosition> unwritten = Optional.empty();
  private long writtenNanos = System.nanoTime() - WRITE_INTERVAL.toNanos();
  private boolean failing;

  DeliveredMark(Journal journal, String destination) {
    this.journal = journal.id();
    this.file = journal.settings().directory().resolve("delivered-" + destination);
  }

  /** Where a destination without a cursor begins: at the mark, if that is after the oldest. */
  JournalPosition begin(JournalPosition oldest) {
    return read().filter(mark -> mark.compareTo(oldest) > 0).orElse(oldest);
  }

  /** The destination has everything up to a place. */
  void moved(JournalPosition to) {
    unwritten = Optional.of(to);
    if (System.nanoTime() - writtenNanos >= WRITE_INTERVAL.toNanos()) {
      flush();
    }
  }

  /** Writes what was not yet written. */
  void flush() {
    unwritten.ifPresent(this::write);
    unwritten = Optional.empty();
  }

  /** Forgets the place: the destination is gone for good. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the mark {0} of a destination that is gone stays: {1}", file, e);
    }
  }

  private Optional<JournalPosition> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String[] words = Files.readString(file).strip().split(" ");
      if (words.length == 2 && UUID.fromString(words[0]).equals(journal)) {
        return Optional.of(JournalPosition.parse(words[1]));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "the mark {0} cannot be read and is not used: {1}", file, e);
    }
    return Optional.empty();
  }

  private void write(JournalPosition place) {
    writtenNanos = System.nanoTime();
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, journal + " " + place + "\n");
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.log(Level.WARNING, "the mark {0} cannot be written: {1}", file, e);
      }
      failing = true;
    }
  }
}
