package org.sipacc.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.CallSnapshot;

/**
 * Which calls are not over, and in which segment each was noted last: such a segment is not deleted
 * before the note has been carried on.
 */
final class UnfinishedCalls {
  private final Map<TimeOrderedId, Segment> noted = new ConcurrentHashMap<>();

  /**
   * Calls of a former life, in the order of their first notes.
   *
   * @throws IOException if a segment cannot be read
   * @throws JournalException if a note was written by a newer version
   */
  static List<UnfinishedCall> of(List<Segment> segments) throws IOException {
    Map<TimeOrderedId, CallSnapshot> snapshots = new LinkedHashMap<>();
    Map<TimeOrderedId, List<ByeReceived>> byes = new LinkedHashMap<>();
    for (Segment segment : segments) {
      for (CallNote note : notes(segment)) {
        if (note instanceof CallNote.Snapshot snapshot) {
          snapshots.put(note.uid(), snapshot.snapshot());
        } else if (note instanceof CallNote.Bye bye) {
          byes.computeIfAbsent(note.uid(), uid -> new ArrayList<>()).add(bye.event());
        } else {
          snapshots.remove(note.uid());
          byes.remove(note.uid());
        }
      }
    }
    return snapshots.entrySet().stream()
        .map(
            call ->
                new UnfinishedCall(call.getValue(), byes.getOrDefault(call.getKey(), List.of())))
        .toList();
  }

  /** What carries calls on into another segment. */
  static List<CallNote> notes(List<UnfinishedCall> calls) {
    List<CallNote> notes = new ArrayList<>();
    for (UnfinishedCall call : calls) {
      CallNote.Snapshot snapshot = new CallNote.Snapshot(call.snapshot());
      notes.add(snapshot);
      call.byes().forEach(bye -> notes.add(new CallNote.Bye(snapshot.uid(), bye)));
    }
    return notes;
  }

  /** Notes were appended to a segment. */
  void appended(List<CallNote> notes, Segment segment) {
    for (CallNote note : notes) {
      if (note instanceof CallNote.Snapshot) {
        noted.put(note.uid(), segment);
      } else if (note instanceof CallNote.Over) {
        noted.remove(note.uid());
      }
    }
  }

  /** Whether all calls are over. */
  boolean isEmpty() {
    return noted.isEmpty();
  }

  /**
   * What must be appended again before a segment is deleted.
   *
   * @param told what the segment tells of calls
   */
  List<CallNote> toCarry(List<CallNote> told, Segment segment) {
    Map<TimeOrderedId, CallNote> snapshots = new LinkedHashMap<>();
    List<CallNote> carried = new ArrayList<>();
    for (CallNote note : told) {
      if (note instanceof CallNote.Snapshot && noted.get(note.uid()) == segment) {
        snapshots.put(note.uid(), note);
      } else if (note instanceof CallNote.Bye && noted.containsKey(note.uid())) {
        carried.add(note);
      }
    }
    carried.addAll(0, snapshots.values());
    return carried;
  }

  /**
   * What a segment tells of calls.
   *
   * @throws IOException if it cannot be read
   * @throws JournalException if a note was written by a newer version
   */
  static List<CallNote> notes(Segment segment) throws IOException {
    List<CallNote> notes = new ArrayList<>();
    long end = segment.size();
    try (SegmentInput input = new SegmentInput(segment.path())) {
      while (input.offset() < end) {
        Optional<Frame> frame = input.next(end);
        if (frame.isEmpty()) {
          input.seekNextWhole(end);
        } else if (frame.get().isNote()) {
          EntryCodec.decodeNote(frame.get()).ifPresent(notes::add);
        }
      }
    }
    return notes;
  }
}
