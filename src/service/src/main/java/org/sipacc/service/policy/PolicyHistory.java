package org.sipacc.service.policy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonException;
import javax.json.JsonObject;
import javax.json.JsonReader;
import org.sipacc.service.policy.PolicyChange.How;

/**
 * The changes of policy, oldest first: a file of JSON lines that only grows. A line that a crash
 * tore is cut off when the file is opened; one that cannot be read is left where it is, reported
 * and passed over.
 *
 * <p>The newest {@value #KEPT} are held in memory, and the last start, however long ago.
 */
final class PolicyHistory {
  static final int KEPT = 1000;

  private static final Logger LOG = System.getLogger(PolicyHistory.class.getName());
  private static final int MAX_LINE_BYTES = 16 * 1024;

  private final Path file;
  private final Deque<PolicyChange> changes = new ArrayDeque<>();
  private Optional<PolicyChange> lastStart = Optional.empty();

  private PolicyHistory(Path file) {
    this.file = file;
  }

  /**
   * Reads the file, if there is one, and mends its end.
   *
   * @throws UncheckedIOException if it cannot be read or mended
   */
  static PolicyHistory open(Path file) {
    PolicyHistory history = new PolicyHistory(file);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      history.read(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the policies' history " + file + " cannot be read: " + e.getMessage(), e);
    }
    return history;
  }

  /** The newest changes, oldest first. */
  synchronized List<PolicyChange> changes() {
    return List.copyOf(changes);
  }

  synchronized Optional<PolicyChange> last() {
    return Optional.ofNullable(changes.peekLast());
  }

  synchronized Optional<PolicyChange> lastStart() {
    return lastStart;
  }

  /** Adds a change; when this returns it is on disk. */
  synchronized void append(PolicyChange change) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((json(change) + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = channel.size();
      try {
        channel.position(end);
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }
    remember(change);
  }

  private void remember(PolicyChange change) {
    changes.addLast(change);
    if (changes.size() > KEPT) {
      changes.removeFirst();
    }
    if (change.how() == How.STARTED) {
      lastStart = Optional.of(change);
    }
  }

  private void read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE_BYTES);
    LineCollector line = new LineCollector(MAX_LINE_BYTES);
    long wholeLines = 0;
    long position = 0;
    int number = 0;
    while (channel.read(buffer.clear()) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        position++;
        if (next == '\n') {
          number++;
          take(line, number);
          line.clear();
          wholeLines = position;
        } else {
          line.add(next);
        }
      }
    }
    if (wholeLines < position) {
      LOG.log(
          Level.WARNING,
          "the last line of {0} is torn: it is cut off, and the change it told did not happen",
          file);
      channel.truncate(wholeLines);
      channel.force(true);
    }
  }

  private void take(LineCollector line, int number) {
    try {
      remember(change(line.text()));
    } catch (IllegalArgumentException
        | JsonException
        | DateTimeException
        | ClassCastException
        | NullPointerException e) {
      LOG.log(Level.WARNING, "line {0} of {1} cannot be read and is passed over", number, file);
    }
  }

  private static String json(PolicyChange change) {
    return Json.createObjectBuilder()
        .add("at", change.at().truncatedTo(ChronoUnit.MILLIS).toString())
        .add("version", change.version())
        .add("how", change.how().name())
        .add("author", change.author())
        .add("comment", change.comment())
        .add("source", change.source())
        .build()
        .toString();
  }

  private static PolicyChange change(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject object = reader.readObject();
      return new PolicyChange(
          Instant.parse(object.getString("at")),
          object.getString("version"),
          How.valueOf(object.getString("how")),
          object.getString("author"),
          object.getString("comment"),
          object.getString("source"));
    }
  }

  /** The bytes of one line, as many as a line may have. */
  private static final class LineCollector {
    private final byte[] bytes;
    private int length;

    LineCollector(int limit) {
      bytes = new byte[limit];
    }

    void add(byte next) {
      if (length < bytes.length) {
        bytes[length] = next;
      }
      length++;
    }

    void clear() {
      length = 0;
    }

    String text() {
      if (length > bytes.length) {
        throw new IllegalArgumentException("longer than " + bytes.length + " bytes");
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }
}
