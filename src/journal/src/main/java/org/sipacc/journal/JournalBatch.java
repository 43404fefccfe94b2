package org.sipacc.journal;

/** Entries that are encoded and wait to be appended together. */
public final class JournalBatch {
  private final byte[] bytes;
  private final int entries;

  JournalBatch(byte[] bytes, int entries) {
    this.bytes = bytes;
    this.entries = entries;
  }

  /** How many entries it has. */
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
