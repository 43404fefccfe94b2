package org.sipacc.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment, big-endian:
 *
 * <pre>
 * magic          8  "SIPACCJ\n"
 * version        1  of the format of segment and entry frame
 * flags          1  bit 0: readers saw entries before they were forced to disk
 * node           2
 * epoch          4
 * journal       16  the journal's id
 * first          8  sequence number of the first entry
 * time           8  no entry of the segment is older, milliseconds since 1970
 * previous      12  epoch (4) and sequence (8) of the last entry before the segment
 * checksum       4  CRC-32C over all of the above
 * </pre>
 *
 * @param unsyncedSeen flag bit 0
 * @param floorMillis no entry of the segment is older
 * @param previous the place after the last entry before the segment
 */
record SegmentHeader(
    boolean unsyncedSeen,
    int node,
    int epoch,
    UUID journal,
    long firstSequence,
    long floorMillis,
    JournalPosition previous) {
  static final int BYTES = 64;

  private static final byte[] MAGIC = "SIPACCJ\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  /** Before the segment's first entry. */
  JournalPosition start() {
    return new JournalPosition(epoch, firstSequence - 1);
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(MAGIC).put((byte) VERSION).put((byte) (unsyncedSeen ? 1 : 0));
    out.putShort((short) node).putInt(epoch);
    out.putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits());
    out.putLong(firstSequence).putLong(floorMillis);
    out.putInt(previous.epoch()).putLong(previous.sequence());
    return out.putInt(checksum(out.array())).array();
  }

  /**
   * Reads a header.
   *
   * @throws DamagedHeaderException if it is none, or was changed after it was written
   * @throws JournalException if a newer version wrote it
   */
  static SegmentHeader decode(byte[] bytes) throws DamagedHeaderException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    if (bytes.length != BYTES) {
      throw new DamagedHeaderException("it has only " + bytes.length + " bytes");
    }
    if (in.getInt(CHECKED_BYTES) != checksum(bytes)) {
      throw new DamagedHeaderException("its checksum is wrong");
    }
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new DamagedHeaderException("it does not begin as a journal segment does");
    }
    int version = in.get();
    if (version != VERSION) {
      throw new JournalException(
          "a journal segment has format %d, this version reads format %d; run the version that"
                  .formatted(version, VERSION)
              + " wrote it");
    }
    boolean unsyncedSeen = (in.get() & 1) != 0;
    int node = in.getShort() & 0xFFFF;
    int epoch = in.getInt();
    UUID journal = new UUID(in.getLong(), in.getLong());
    long firstSequence = in.getLong();
    long floorMillis = in.getLong();
    JournalPosition previous = new JournalPosition(in.getInt(), in.getLong());
    return new SegmentHeader(
        unsyncedSeen, node, epoch, journal, firstSequence, floorMillis, previous);
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }

  /** The bytes are no intact header. */
  static final class DamagedHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedHeaderException(String message) {
      super(message);
    }
  }
}
