package org.sipacc.delivery;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * A text file that only grows, a fact a line: the CRC-32C of the line in eight hexadecimal digits,
 * then words with tabs between them. What {@link #append} returned from is on disk. A torn last
 * line is cut off when the file is opened; a damaged one is reported and passed over.
 */
final class CheckedLines implements Closeable {
  private static final Logger LOG = System.getLogger(CheckedLines.class.getName());
  private static final int CHECKSUM_CHARS = 8;

  /** An entry has at most 1 MiB, in base 64, and there may be two texts besides. */
  private static final int MAX_LINE_BYTES = 2 << 20;

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final FileChannel channel;

  private CheckedLines(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the file, which is made if it is not there, and reads it.
   *
   * @param eachLine told the offset and the words of each line
   * @throws IOException if it cannot be read or mended
   */
  static CheckedLines open(Path file, BiConsumer<Long, List<String>> eachLine) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    boolean fresh = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    CheckedLines lines = new CheckedLines(file, channel);
    try {
      lines.readAll(eachLine);
      if (fresh) {
        force(directory);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return lines;
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void readAll(BiConsumer<Long, List<String>> eachLine) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long begin = 0;
    long position = 0;
    while (channel.read(buffer.clear(), position) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        position++;
        if (next == '\n') {
          take(begin, line.toByteArray(), eachLine);
          line.reset();
          begin = position;
        } else if (line.size() <= MAX_LINE_BYTES) {
          line.write(next);
        }
      }
    }
    if (begin < position) {
      LOG.log(Level.WARNING, "the last line of {0} is torn and is cut off", file);
      channel.truncate(begin);
      channel.force(true);
    }
    channel.position(begin);
  }

  private void take(long offset, byte[] line, BiConsumer<Long, List<String>> eachLine) {
    try {
      eachLine.accept(offset, words(line));
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "the line at byte {0} of {1} cannot be read and is passed over: {2}",
          Long.toString(offset),
          file,
          e.getMessage());
    }
  }

  /**
   * Adds lines, all or none.
   *
   * @param lines the words of each
   * @return where each line begins
   * @throws IOException if they are not on disk now
   */
  synchronized List<Long> append(List<List<String>> lines) throws IOException {
    long begin = channel.position();
    List<Long> offsets = new ArrayList<>(lines.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (List<String> words : lines) {
      offsets.add(begin + bytes.size());
      byte[] text =
          String.join("\t", words.stream().map(CheckedLines::escaped).toList())
              .getBytes(StandardCharsets.UTF_8);
      bytes.write(checksum(text).getBytes(StandardCharsets.US_ASCII));
      bytes.write(text);
      bytes.write('\n');
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(begin);
      channel.position(begin);
      throw e;
    }
    return offsets;
  }

  /**
   * The words of the line that begins at a place.
   *
   * @throws IOException if it cannot be read any more
   */
  synchronized List<String> read(long offset) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long position = offset;
    while (line.size() <= MAX_LINE_BYTES && channel.read(buffer.clear(), position) > 0) {
      buffer.flip();
      position += buffer.remaining();
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          return words(line.toByteArray());
        }
        line.write(next);
      }
    }
    throw new IOException("there is no line at byte " + offset + " of " + file);
  }

  private static List<String> words(byte[] line) {
    if (line.length < CHECKSUM_CHARS) {
      throw new IllegalArgumentException("it is too short");
    }
    String sum = new String(line, 0, CHECKSUM_CHARS, StandardCharsets.US_ASCII);
    byte[] text = new byte[line.length - CHECKSUM_CHARS];
    System.arraycopy(line, CHECKSUM_CHARS, text, 0, text.length);
    if (!sum.equals(checksum(text))) {
      throw new IllegalArgumentException("its checksum is wrong");
    }
    List<String> words = new ArrayList<>();
    for (String word : new String(text, StandardCharsets.UTF_8).split("\t", -1)) {
      words.add(unescaped(word));
    }
    return words;
  }

  private static String checksum(byte[] text) {
    CRC32C crc = new CRC32C();
    crc.update(text);
    return "%08x".formatted(crc.getValue());
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String word) {
    if (word.indexOf('\\') < 0) {
      return word;
    }
    StringBuilder text = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length()) {
        i++;
        c =
            switch (word.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> word.charAt(i);
            };
      }
      text.append(c);
    }
    return text.toString();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
