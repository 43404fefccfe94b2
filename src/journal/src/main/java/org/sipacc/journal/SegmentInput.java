package org.sipacc.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads a segment's frames one after the other, through a buffer that holds at least one.
 *
 * <p>Not a FileChannel, for the reason given at {@link DiskSegmentFile}.
 */
final class SegmentInput implements Closeable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final RandomAccessFile file;
  private final CRC32C crc = new CRC32C();
  private byte[] buffer = new byte[BUFFER_BYTES];
  private ByteBuffer view = ByteBuffer.wrap(buffer);
  private long bufferStart;
  private int buffered;
  private long offset = SegmentHeader.BYTES;

  SegmentInput(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
  }

  /** Where the next frame begins. */
  long offset() {
    return offset;
  }

  void seek(long newOffset) {
    offset = newOffset;
  }

  /**
   * The frame at the offset, which then moves behind it; empty, and the offset stays, if no whole
   * frame stands there.
   *
   * @param end bytes from there on are not looked at
   */
  Optional<Frame> next(long end) throws IOException {
    int length = plausibleLength(end);
    if (length == 0) {
      return Optional.empty();
    }
    int size = EntryCodec.BODY_OFFSET + length;
    fill(size, end);
    int at = (int) (offset - bufferStart);
    int expected = view.getInt(at + EntryCodec.CHECKSUM_OFFSET);
    if (EntryCodec.checksum(crc, buffer, at, length) != expected) {
      return Optional.empty();
    }
    offset += size;
    return Optional.of(Frame.of(buffer, at, length));
  }

  /** Moves to the next whole frame after a damaged place, or to the end if there is none. */
  void seekNextWhole(long end) throws IOException {
    while (offset < end) {
      offset++;
      long candidate = offset;
      if (next(end).isPresent()) {
        offset = candidate;
        return;
      }
    }
  }

  /**
   * Whether what stands from an offset up to the end is what an interrupted write leaves: the
   * beginning of an entry, or zeros. Otherwise it was once whole.
   */
  boolean isTornFrom(long from, long end) throws IOException {
    offset = from;
    if (end - from < EntryCodec.PAYLOAD_OFFSET) {
      return true;
    }
    fill(EntryCodec.PAYLOAD_OFFSET, end);
    int length = view.getInt((int) (offset - bufferStart));
    return length > end - from - EntryCodec.BODY_OFFSET || holdsZeros(end);
  }

  private boolean holdsZeros(long end) throws IOException {
    while (offset < end) {
      fill(1, end);
      for (int at = (int) (offset - bufferStart); at < buffered; at++) {
        if (buffer[at] != 0) {
          return false;
        }
      }
      offset = bufferStart + buffered;
    }
    return true;
  }

  /** The length field at the offset; 0 if no frame can have it. */
  private int plausibleLength(long end) throws IOException {
    if (end - offset < EntryCodec.PAYLOAD_OFFSET) {
      return 0;
    }
    fill(EntryCodec.PAYLOAD_OFFSET, end);
    int length = view.getInt((int) (offset - bufferStart));
    boolean plausible =
        length >= EntryCodec.MIN_LENGTH
            && length <= EntryCodec.MAX_LENGTH
            && length <= end - offset - EntryCodec.BODY_OFFSET;
    return plausible ? length : 0;
  }

  /** Sees to it that so many bytes from the offset on are in the buffer; the file has them. */
  private void fill(int bytes, long end) throws IOException {
    if (offset >= bufferStart && offset + bytes <= bufferStart + buffered) {
      return;
    }
    if (bytes > buffer.length) {
      buffer = new byte[Math.max(bytes, Math.min(2 * buffer.length, EntryCodec.MAX_LENGTH))];
      view = ByteBuffer.wrap(buffer);
    }
    bufferStart = offset;
    buffered = (int) Math.min(buffer.length, end - offset);
    file.seek(bufferStart);
    file.readFully(buffer, 0, buffered);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
