package org.sipacc.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sipacc.journal.JournalPosition;

/**
 * The cursor of a destination that can keep none of its own, in a file of this server's: a line for
 * each journal. It is on disk when a move returns. A crash between the destination's
 * acknowledgement and the move repeats the batch; what its protocol can tell apart then, its sink
 * does.
 *
 * <p>Used by one thread at a time.
 */
public final class FileCursor {
  private final Path file;

  /**
   * @param directory where the file is; made if it is not there
   * @param destination the sink's name, which names the file
   */
  public FileCursor(Path directory, String destination) {
    this.file = directory.resolve("cursor-" + destination);
  }

  /**
   * Where delivery stands; for a journal without a cursor it begins at the oldest.
   *
   * @throws SinkUnavailableException if the file cannot be read or written
   */
  public JournalPosition position(UUID journal, JournalPosition oldest)
      throws SinkUnavailableException {
    try {
      Map<String, JournalPosition> all = read();
      JournalPosition known = all.get(journal.toString());
      if (known != null) {
        return known;
      }
      all.put(journal.toString(), oldest);
      write(all);
      return oldest;
    } catch (IOException | UncheckedIOException e) {
      throw new SinkUnavailableException("the cursor " + file + " cannot be used: " + e, e);
    }
  }

  /**
   * Fails unless the cursor is where a batch begins.
   *
   * @throws SinkUnavailableException if it is somewhere else, or cannot be read
   */
  public void expect(UUID journal, JournalPosition from) throws SinkUnavailableException {
    JournalPosition now = position(journal, from);
    if (!now.equals(from)) {
      throw new SinkUnavailableException(
          "the cursor of journal " + journal + " is at " + now + ", no longer at " + from, null);
    }
  }

  /**
   * Moves the cursor.
   *
   * @throws SinkUnavailableException if it is not certain that it was moved
   */
  public void move(UUID journal, JournalPosition to) throws SinkUnavailableException {
    try {
      Map<String, JournalPosition> all = read();
      all.put(journal.toString(), to);
      write(all);
    } catch (IOException e) {
      throw new SinkUnavailableException("the cursor " + file + " cannot be moved: " + e, e);
    }
  }

  private Map<String, JournalPosition> read() throws IOException {
    Map<String, JournalPosition> all = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", 2);
        try {
          all.put(UUID.fromString(words[0]).toString(), JournalPosition.parse(words[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
          throw new IOException("\"" + line + "\" is no cursor; remove the line or the file", e);
        }
      }
    }
    return all;
  }

  private void write(Map<String, JournalPosition> all) throws IOException {
    Files.createDirectories(file.getParent());
    String text =
        all.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
