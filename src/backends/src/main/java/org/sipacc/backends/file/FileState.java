package org.sipacc.backends.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sipacc.journal.JournalPosition;

/**
 * How far delivery got and how long the file was then: one thing, because a row and the cursor
 * behind it can only be believed together. It is kept beside the other cursors and not with the
 * records, whose directory may be somebody else's.
 */
record FileState(Map<UUID, JournalPosition> cursors, Optional<PartFile> part) {
  private static final String CURSOR = "cursor ";
  private static final String PART = "part ";

  FileState {
    cursors = Map.copyOf(cursors);
  }

  FileState withCursor(UUID journal, JournalPosition position) {
    Map<UUID, JournalPosition> all = new TreeMap<>(cursors);
    all.put(journal, position);
    return new FileState(all, part);
  }

  FileState withPart(Optional<PartFile> newPart) {
    return new FileState(cursors, newPart);
  }

  /** The state in a file; an empty one if there is no file. */
  static FileState read(Path file) throws IOException {
    Map<UUID, JournalPosition> cursors = new TreeMap<>();
    Optional<PartFile> part = Optional.empty();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      try {
        if (line.startsWith(PART)) {
          part = Optional.of(PartFile.parse(line.substring(PART.length())));
        } else {
          String[] words = line.substring(CURSOR.length()).split(" ", 2);
          cursors.put(UUID.fromString(words[0]), JournalPosition.parse(words[1]));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IOException(
            "\"" + line + "\" in " + file + " is no cursor; remove the line or the file", e);
      }
    }
    return new FileState(cursors, part);
  }

  /** Writes it; it is on disk when this returns. */
  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(cursors)
        .forEach(
            (journal, position) ->
                text.append(CURSOR).append(journal).append(' ').append(position).append('\n'));
    part.ifPresent(open -> text.append(PART).append(open.toLine()).append('\n'));
    DurableFiles.replace(file, text.toString());
  }
}
