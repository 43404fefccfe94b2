package org.sipacc.journal;

import java.util.List;

/** Entries that are encoded and wait to be appended together. */
public final class JournalBatch {
  private final byte[] bytes;
  private final int entries;
  private final List<CallNote> notes;

  JournalBatch(byte[] bytes, int entries, List<CallNote> notes) {
    this.bytes = bytes;
    this.entries = entries;
    this.notes = List.copyOf(notes);
  }

  List<CallNote> notes() {
    return notes;
  }

  /** How many entries it has that are delivered; notes are none. */
  public int entries() {
    return entries;
  }

  /** Its size, in memory as in the journal. */
  public int size() {
    return bytes.length;
  }

  void copyTo(EntryBuffer buffer) {
    buffer.bytes(bytes);
  }
}
