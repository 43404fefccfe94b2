package org.sipacc.journal;

import java.nio.ByteBuffer;

/**
 * A whole entry as it stands in a segment, not yet decoded.
 *
 * @param payload valid until the next frame is read
 */
record Frame(int type, int version, long epochMillis, long sequence, ByteBuffer payload) {
  /**
   * Reads a frame whose checksum was found right.
   *
   * @param at where its length field stands
   */
  static Frame of(byte[] bytes, int at, int length) {
    ByteBuffer view = ByteBuffer.wrap(bytes, at + EntryCodec.BODY_OFFSET, length).slice();
    int type = view.get() & 0xFF;
    int version = view.get() & 0xFF;
    long epochMillis = view.getLong();
    return new Frame(type, version, epochMillis, view.getLong(), view);
  }

  boolean isNote() {
    return EntryCodec.isNote(type);
  }
}
