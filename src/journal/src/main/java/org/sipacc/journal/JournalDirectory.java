package org.sipacc.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The journal's directory, locked for this process:
 *
 * <pre>
 * journal.lock                    held while the journal is open; names the process
 * journal.id                      the journal's id
 * EEEEEEE-SSSSSSSSSSSSSS.journal  a segment: epoch and first sequence number
 * *.damaged                       what could not be read, kept for a person to look at
 * </pre>
 */
final class JournalDirectory implements Closeable {
  private static final Logger LOG = System.getLogger(JournalDirectory.class.getName());
  private static final String SUFFIX = ".journal";

  private final Path path;
  private final FileChannel lockChannel;
  private final SegmentFiles files;
  private volatile boolean namesUnforced;

  private JournalDirectory(Path path, FileChannel lockChannel, SegmentFiles files) {
    this.path = path;
    this.lockChannel = lockChannel;
    this.files = files;
  }

  /**
   * Makes the directory if need be and locks it.
   *
   * @throws JournalException if it cannot be used, or another process uses it
   */
  static JournalDirectory open(Path path, SegmentFiles files) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("journal.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String owner = Files.readString(path.resolve("journal.lock")).strip();
        channel.close();
        throw new JournalException(
            "the journal directory %s is in use by another process%s; stop that one or give this"
                    .formatted(path, owner.isEmpty() ? "" : " (pid " + owner + ")")
                + " one its own data directory");
      }
      return new JournalDirectory(path, channel, files);
    } catch (IOException e) {
      throw new JournalException(
          "the journal directory %s cannot be used: %s; make it writable or choose another one"
              .formatted(path, e),
          e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return false;
      }
    } catch (OverlappingFileLockException e) {
      return false;
    }
    byte[] owner = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0).write(ByteBuffer.wrap(owner));
    return true;
  }

  Path path() {
    return path;
  }

  /** The id kept here; empty if there is none that can be read. */
  Optional<UUID> id() throws IOException {
    Path file = path.resolve("journal.id");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "the journal''s id in {0} is damaged: {1}", file, text);
      return Optional.empty();
    }
  }

  void writeId(UUID id) throws IOException {
    Path temporary = path.resolve("journal.id.tmp");
    try (RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw")) {
      file.setLength(0);
      file.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
      file.getFD().sync();
    }
    rename(temporary, path.resolve("journal.id"));
    forceNames();
  }

  /** The segments' files, oldest first. */
  List<Path> segmentFiles() throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /** Begins a segment, which appears under its name only with a whole header. */
  OpenSegment create(SegmentHeader header) throws IOException {
    return create(header, new EntryBuffer());
  }

  /** The same with these notes, which are on disk before it appears under its name. */
  OpenSegment create(SegmentHeader header, EntryBuffer notes) throws IOException {
    Path file =
        path.resolve("%07d-%014d".formatted(header.epoch(), header.firstSequence()) + SUFFIX);
    Path temporary = path.resolve(file.getFileName() + ".tmp");
    SegmentFile segmentFile = files.create(temporary);
    try {
      segmentFile.write(header.encode(), SegmentHeader.BYTES);
      if (notes.size() > 0) {
        segmentFile.write(notes.bytes(), notes.size());
        segmentFile.force();
      }
      rename(temporary, file);
    } catch (IOException e) {
      try (segmentFile) {
        Files.deleteIfExists(temporary);
      }
      throw e;
    }
    namesUnforced = true;
    Segment segment = new Segment(file, header);
    segment.grewTo((long) SegmentHeader.BYTES + notes.size(), header.start());
    return new OpenSegment(segment, segmentFile);
  }

  /** Forces the names of files made since the last time to disk. */
  void forceNames() throws IOException {
    namesUnforced = false;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      namesUnforced = true;
      throw e;
    }
  }

  boolean hasUnforcedNames() {
    return namesUnforced;
  }

  /** Files with what could not be read, until a person removes them. */
  List<Path> damagedFiles() throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> file.toString().endsWith(Damage.SUFFIX)).sorted().toList();
    }
  }

  /** Bytes that its file system has free for this process. */
  long usableBytes() {
    return files.usableBytes(path);
  }

  void delete(Segment segment) throws IOException {
    Files.deleteIfExists(segment.path());
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }

  /** A segment together with its file, open for writing. */
  record OpenSegment(Segment segment, SegmentFile file) {}
}
