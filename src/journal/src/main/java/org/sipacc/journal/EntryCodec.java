package org.sipacc.journal;

import java.util.Optional;
import java.util.zip.CRC32C;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.TimeOrderedId;

/**
 * The form of an entry in a segment, big-endian:
 *
 * <pre>
 * length   4  bytes after the checksum
 * checksum 4  CRC-32C over the length and everything after the checksum
 * type     1
 * version  1  of the type's field set
 * time     8  milliseconds since 1970, never less than the entry's before
 * sequence 8
 * payload     as type and version tell
 * </pre>
 *
 * <p>Types from 128 on are the journal's own notes: they are not delivered and take no sequence
 * number but carry that of the entry before them. Readers pass over them.
 */
final class EntryCodec {
  static final int LENGTH_OFFSET = 0;
  static final int CHECKSUM_OFFSET = 4;
  static final int BODY_OFFSET = 8;
  static final int PAYLOAD_OFFSET = 26;

  /** Smallest length field: type, version, time and sequence. */
  static final int MIN_LENGTH = PAYLOAD_OFFSET - BODY_OFFSET;

  /** Largest length field. */
  static final int MAX_LENGTH = 1 << 20;

  private static final int RECORD = 1;
  private static final int SUMMARY = 2;
  private static final int FOREIGN_BYE = 3;
  private static final int FIRST_NOTE = 128;
  private static final int CALL_SNAPSHOT = 129;
  private static final int CALL_BYE = 130;
  private static final int CALL_OVER = 131;
  private static final int NOTE_VERSION = 1;
  private static final int FOREIGN_BYE_VERSION = 1;

  private static final int TYPE_OFFSET = 8;
  private static final int VERSION_OFFSET = 9;
  private static final int TIME_OFFSET = 10;
  private static final int SEQUENCE_OFFSET = 18;

  private EntryCodec() {}

  /** Adds an entry whose time, sequence number and checksum are still open. */
  static void encode(AccountingRecord record, EntryBuffer out) {
    int start = begin(RECORD, RecordCodec.version(record), out);
    RecordCodec.encode(record, out);
    end(start, out);
  }

  /** Adds an entry whose time, sequence number and checksum are still open. */
  static void encode(CallSummary summary, EntryBuffer out) {
    int start = begin(SUMMARY, SummaryCodec.VERSION, out);
    SummaryCodec.encode(summary, out);
    end(start, out);
  }

  /** Adds an entry whose time, sequence number and checksum are still open. */
  static void encode(ForeignBye bye, EntryBuffer out) {
    int start = begin(FOREIGN_BYE, FOREIGN_BYE_VERSION, out);
    out.string(bye.callId());
    out.string(bye.callerTag());
    out.string(bye.calleeTag());
    EventCodec.encode(new ByeReceived(bye.at(), bye.cause()), out);
    out.varInt(bye.seenBy());
    out.varInt(bye.owner());
    end(start, out);
  }

  private static ForeignBye foreignBye(EntryInput in) {
    String callId = in.string();
    String callerTag = in.string();
    String calleeTag = in.string();
    ByeReceived bye = (ByeReceived) EventCodec.decode(in);
    return new ForeignBye(
        callId, callerTag, calleeTag, bye.at(), bye.cause(), (int) in.varInt(), (int) in.varInt());
  }

  /** Adds a note whose time, sequence number and checksum are still open. */
  static void encode(CallNote note, EntryBuffer out) {
    if (note instanceof CallNote.Snapshot snapshot) {
      int start = begin(CALL_SNAPSHOT, SnapshotCodec.VERSION, out);
      SnapshotCodec.encode(snapshot.snapshot(), out);
      end(start, out);
    } else if (note instanceof CallNote.Bye bye) {
      int start = begin(CALL_BYE, NOTE_VERSION, out);
      out.id(bye.uid());
      EventCodec.encode(bye.event(), out);
      end(start, out);
    } else {
      int start = begin(CALL_OVER, NOTE_VERSION, out);
      out.id(note.uid());
      end(start, out);
    }
  }

  /**
   * Completes all entries of the buffer.
   *
   * @param before the place they are appended at
   */
  static void stamp(EntryBuffer entries, long millis, JournalPosition before, CRC32C crc) {
    long sequence = before.sequence();
    for (int at = 0; at < entries.size(); ) {
      if (!isNote(entries.bytes()[at + TYPE_OFFSET] & 0xFF)) {
        sequence++;
      }
      entries.view().putLong(at + TIME_OFFSET, millis);
      entries.view().putLong(at + SEQUENCE_OFFSET, sequence);
      int length = entries.view().getInt(at);
      entries.view().putInt(at + CHECKSUM_OFFSET, checksum(crc, entries.bytes(), at, length));
      at += BODY_OFFSET + length;
    }
  }

  static int checksum(CRC32C crc, byte[] bytes, int at, int length) {
    crc.reset();
    crc.update(bytes, at, CHECKSUM_OFFSET);
    crc.update(bytes, at + BODY_OFFSET, length);
    return (int) crc.getValue();
  }

  /**
   * The entry of a frame, empty if it is a note.
   *
   * @throws JournalException if it was written by a newer version
   */
  static Optional<JournalEntry> decode(Frame frame, SegmentHeader segment) {
    if (frame.isNote()) {
      return Optional.empty();
    }
    JournalPosition position = new JournalPosition(segment.epoch(), frame.sequence());
    TimeOrderedId id = TimeOrderedId.of(frame.epochMillis(), segment.node(), position.toIdLow());
    EntryInput in = new EntryInput(frame.payload());
    JournalEntry entry =
        switch (frame.type()) {
          case RECORD -> {
            checkVersion("record", frame, RecordCodec.VERSION, position);
            yield new JournalEntry.RecordEntry(
                position, id, RecordCodec.decode(frame.version(), in));
          }
          case SUMMARY -> {
            checkVersion("call summary", frame, SummaryCodec.VERSION, position);
            yield new JournalEntry.SummaryEntry(position, id, SummaryCodec.decode(in));
          }
          case FOREIGN_BYE -> {
            checkVersion("BYE of another node", frame, FOREIGN_BYE_VERSION, position);
            yield new JournalEntry.ForeignByeEntry(position, id, foreignBye(in));
          }
          default -> throw newer("type " + frame.type(), position);
        };
    in.end();
    return Optional.of(entry);
  }

  /**
   * The note about a call in a frame; empty if it is a note of another kind.
   *
   * @throws JournalException if it was written by a newer version
   */
  static Optional<CallNote> decodeNote(Frame frame) {
    JournalPosition after = new JournalPosition(0, frame.sequence());
    EntryInput in = new EntryInput(frame.payload());
    CallNote note;
    switch (frame.type()) {
      case CALL_SNAPSHOT -> {
        checkVersion("call", frame, SnapshotCodec.VERSION, after);
        note = new CallNote.Snapshot(SnapshotCodec.decode(in));
      }
      case CALL_BYE -> {
        checkVersion("BYE", frame, NOTE_VERSION, after);
        note = new CallNote.Bye(in.id(), (ByeReceived) EventCodec.decode(in));
      }
      case CALL_OVER -> {
        checkVersion("call's end", frame, NOTE_VERSION, after);
        note = new CallNote.Over(in.id());
      }
      default -> {
        return Optional.empty();
      }
    }
    in.end();
    return Optional.of(note);
  }

  private static void checkVersion(String what, Frame frame, int known, JournalPosition position) {
    if (frame.version() < 1 || frame.version() > known) {
      throw newer(what + " of field set " + frame.version(), position);
    }
  }

  private static JournalException newer(String what, JournalPosition position) {
    return new JournalException(
        "journal entry %s is a %s, which this version cannot read; run the version that wrote it"
            .formatted(position, what));
  }

  private static int begin(int type, int version, EntryBuffer out) {
    int start = out.size();
    out.skip(PAYLOAD_OFFSET);
    out.view().put(start + TYPE_OFFSET, (byte) type);
    out.view().put(start + VERSION_OFFSET, (byte) version);
    return start;
  }

  private static void end(int start, EntryBuffer out) {
    int length = out.size() - start - BODY_OFFSET;
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a journal entry of %d bytes is too long, at most %d are possible"
              .formatted(length, MAX_LENGTH));
    }
    out.view().putInt(start + LENGTH_OFFSET, length);
  }

  /** Whether a type is one of the journal's own notes. */
  static boolean isNote(int type) {
    return type >= FIRST_NOTE;
  }
}
