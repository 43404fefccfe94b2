package org.sipacc.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.sipacc.accounting.TimeOrderedId;

/**
 * Where entries are encoded before they are written: grows, and is used again for the next ones.
 *
 * <p>Numbers are big-endian, or variable-length (7 bits a byte, lowest first); a string is the
 * variable-length number of its UTF-8 bytes, then these.
 */
final class EntryBuffer {
  /** Longest string, in UTF-8 bytes. */
  static final int MAX_STRING_BYTES = 64 * 1024;

  private static final int INITIAL_BYTES = 4096;

  /** A buffer that grew beyond this for one huge entry is not kept for the next. */
  private static final int KEEP_BYTES = 64 * 1024;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private ByteBuffer view = ByteBuffer.wrap(bytes);

  ByteBuffer view() {
    return view;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return view.position();
  }

  void clear() {
    if (bytes.length > KEEP_BYTES) {
      grow(INITIAL_BYTES);
    }
    view.clear();
  }

  /** Takes back what was written after the given size. */
  void truncate(int size) {
    view.position(size);
  }

  /** Leaves so many bytes to be filled in later. */
  void skip(int count) {
    ensure(count);
    view.position(view.position() + count);
  }

  void bytes(byte[] value) {
    ensure(value.length);
    view.put(value);
  }

  void u8(int value) {
    ensure(1);
    view.put((byte) value);
  }

  void i64(long value) {
    ensure(Long.BYTES);
    view.putLong(value);
  }

  void varInt(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      view.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    view.put((byte) rest);
  }

  /** A number that may be negative. */
  void signedVarInt(long value) {
    varInt((value << 1) ^ (value >> 63));
  }

  /**
   * @throws IllegalArgumentException if the string is longer than 64 KiB in UTF-8
   */
  void string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MAX_STRING_BYTES) {
      throw new IllegalArgumentException(
          "a value of a journal entry has %d bytes, at most %d are possible: %s..."
              .formatted(utf8.length, MAX_STRING_BYTES, value.substring(0, 80)));
    }
    varInt(utf8.length);
    ensure(utf8.length);
    view.put(utf8);
  }

  void instant(Instant value) {
    signedVarInt(value.getEpochSecond());
    varInt(value.getNano());
  }

  /** A byte that tells whether there is one, then the instant. */
  void optionalInstant(Optional<Instant> value) {
    u8(value.isPresent() ? 1 : 0);
    value.ifPresent(this::instant);
  }

  void id(TimeOrderedId value) {
    i64(value.high());
    i64(value.low());
  }

  private void ensure(int more) {
    if (view.remaining() < more) {
      grow(Math.max(bytes.length * 2, view.position() + more));
    }
  }

  private void grow(int length) {
    int position = Math.min(view.position(), length);
    bytes = Arrays.copyOf(bytes, length);
    view = ByteBuffer.wrap(bytes).position(position);
  }
}
