package org.sipacc.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.sipacc.accounting.TimeOrderedId;

/**
 * A single entry in the journal's own encoding, for those who keep it elsewhere. Its checksum, type
 * and version go with it; node and epoch are the id's.
 */
public final class EntryBytes {
  private EntryBytes() {}

  /**
   * The entry as a segment would hold it.
   *
   * @throws IllegalArgumentException if a value is longer than 64 KiB or the whole longer than 1
   *     MiB, in UTF-8
   */
  public static byte[] of(JournalEntry entry) {
    EntryBuffer buffer = new EntryBuffer();
    if (entry instanceof JournalEntry.RecordEntry record) {
      EntryCodec.encode(record.record(), buffer);
    } else if (entry instanceof JournalEntry.SummaryEntry summary) {
      EntryCodec.encode(summary.summary(), buffer);
    } else if (entry instanceof JournalEntry.ForeignByeEntry foreign) {
      EntryCodec.encode(foreign.bye(), buffer);
    }
    JournalPosition place = JournalPosition.after(entry.id());
    JournalPosition before = new JournalPosition(place.epoch(), place.sequence() - 1);
    EntryCodec.stamp(buffer, entry.id().time().toEpochMilli(), before, new CRC32C());
    return Arrays.copyOf(buffer.bytes(), buffer.size());
  }

  /**
   * Reads it back.
   *
   * @param id the entry's
   * @throws JournalException if the bytes were changed, or a newer version wrote them
   */
  public static JournalEntry read(TimeOrderedId id, byte[] bytes) {
    int length = bytes.length - EntryCodec.BODY_OFFSET;
    ByteBuffer view = ByteBuffer.wrap(bytes);
    if (length < EntryCodec.MIN_LENGTH
        || view.getInt(EntryCodec.LENGTH_OFFSET) != length
        || view.getInt(EntryCodec.CHECKSUM_OFFSET)
            != EntryCodec.checksum(new CRC32C(), bytes, 0, length)) {
      throw new JournalException("the kept entry " + id + " is damaged");
    }
    JournalPosition place = JournalPosition.after(id);
    SegmentHeader header =
        new SegmentHeader(
            false,
            id.node(),
            place.epoch(),
            new UUID(0, 0),
            place.sequence(),
            0,
            new JournalPosition(place.epoch(), place.sequence() - 1));
    return EntryCodec.decode(Frame.of(bytes, 0, length), header)
        .orElseThrow(() -> new JournalException("the kept entry " + id + " is a note"));
  }
}
