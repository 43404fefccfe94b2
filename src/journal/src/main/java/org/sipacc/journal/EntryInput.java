package org.sipacc.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipacc.accounting.TimeOrderedId;

/**
 * Reads what {@link EntryBuffer} wrote. Its bytes passed their checksum, so anything unreadable
 * means that they were written otherwise than this version writes them.
 */
final class EntryInput {
  private final ByteBuffer view;

  EntryInput(ByteBuffer view) {
    this.view = view;
  }

  int u8() {
    need(1);
    return view.get() & 0xFF;
  }

  long i64() {
    need(Long.BYTES);
    return view.getLong();
  }

  long varInt() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw unreadable("a number of more than ten bytes");
  }

  long signedVarInt() {
    long value = varInt();
    return (value >>> 1) ^ -(value & 1);
  }

  int count() {
    long value = varInt();
    if (value < 0 || value > view.remaining()) {
      throw unreadable("a count of " + value + " with " + view.remaining() + " bytes left");
    }
    return (int) value;
  }

  int intValue() {
    long value = signedVarInt();
    if (value != (int) value) {
      throw unreadable("a number out of range: " + value);
    }
    return (int) value;
  }

  String string() {
    int length = count();
    String value =
        new String(
            view.array(), view.arrayOffset() + view.position(), length, StandardCharsets.UTF_8);
    view.position(view.position() + length);
    return value;
  }

  Instant instant() {
    long seconds = signedVarInt();
    return Instant.ofEpochSecond(seconds, varInt());
  }

  Optional<Instant> optionalInstant() {
    return flag() ? Optional.of(instant()) : Optional.empty();
  }

  TimeOrderedId id() {
    long high = i64();
    return new TimeOrderedId(high, i64());
  }

  boolean flag() {
    int value = u8();
    if (value > 1) {
      throw unreadable("a flag of " + value);
    }
    return value == 1;
  }

  <T> List<T> list(Supplier<T> element) {
    int count = count();
    List<T> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(element.get());
    }
    return elements;
  }

  /** To be called after the last value. */
  void end() {
    if (view.hasRemaining()) {
      throw unreadable(view.remaining() + " bytes too many");
    }
  }

  JournalException unreadable(String what) {
    return new JournalException("a journal entry with a good checksum is unreadable: " + what);
  }

  private void need(int count) {
    if (view.remaining() < count) {
      throw new JournalException(
          "a journal entry with a good checksum is unreadable: it ends too early",
          new BufferUnderflowException());
    }
  }
}
