package org.sipacc.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.sipacc.journal.JournalDirectory.OpenSegment;

/** The steps from a locked directory to a journal that can be written. */
final class Opening {
  private static final Logger LOG = System.getLogger(Opening.class.getName());

  private final JournalSettings settings;
  private final JournalDirectory directory;

  Opening(JournalSettings settings, JournalDirectory directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /** Makes a journal of what was found. */
  interface Result {
    Journal journal(
        JournalSettings settings,
        JournalDirectory directory,
        UUID id,
        Segments segments,
        OpenSegment active,
        FormerLife former);
  }

  /** Each opening begins a segment of its own: a former life's files are never written again. */
  Journal open(Result result) throws IOException {
    Recovery recovery = Recovery.of(directory.segmentFiles(), directory.id(), settings.node());
    UUID id = id(recovery);
    List<UnfinishedCall> calls = UnfinishedCalls.of(recovery.segments());
    SegmentHeader header = header(recovery, id);
    OpenSegment active = directory.create(header, notes(calls, header));
    active.file().force();
    directory.forceNames();
    Segments segments = new Segments();
    for (Segment segment : recovery.segments()) {
      segments.add(segment);
    }
    segments.add(active.segment());
    dropEmpty(recovery, active, segments);
    FormerLife former = new FormerLife(calls, Instant.ofEpochMilli(recovery.lastMillis()));
    return result.journal(settings, directory, id, segments, active, former);
  }

  /** What a former life left. */
  record FormerLife(List<UnfinishedCall> calls, Instant lastSeen) {}

  /** The calls that are not over begin the new segment: no former one is needed for them. */
  private static EntryBuffer notes(List<UnfinishedCall> calls, SegmentHeader header) {
    EntryBuffer notes = new EntryBuffer();
    UnfinishedCalls.notes(calls).forEach(note -> EntryCodec.encode(note, notes));
    EntryCodec.stamp(notes, header.floorMillis(), header.start(), new CRC32C());
    return notes;
  }

  /**
   * The id of the directory. A directory that lost all its segments gets a new one: its numbers
   * begin anew, so cursors of before must not be taken for its own.
   */
  private UUID id(Recovery recovery) throws IOException {
    Set<UUID> inSegments =
        recovery.segments().stream()
            .map(segment -> segment.header().journal())
            .collect(Collectors.toSet());
    Optional<UUID> kept = directory.id();
    if (inSegments.size() > 1 || !kept.map(inSegments::contains).orElse(true)) {
      if (!inSegments.isEmpty()) {
        throw new JournalException(
            "the journal directory %s holds segments of another journal (%s); move them away"
                .formatted(directory.path(), inSegments));
      }
      LOG.log(
          Level.WARNING,
          "the journal in {0} has no segments any more: it begins anew under a new id",
          directory.path());
    } else if (kept.isPresent()) {
      return kept.get();
    }
    UUID id = inSegments.stream().findFirst().orElseGet(UUID::randomUUID);
    directory.writeId(id);
    return id;
  }

  private SegmentHeader header(Recovery recovery, UUID id) {
    boolean unsynced = settings.syncPolicy() == SyncPolicy.NONE;
    if (recovery.last().isEmpty()) {
      return new SegmentHeader(unsynced, settings.node(), 0, id, 1, 0, JournalPosition.START);
    }
    Segment last = recovery.last().get();
    boolean newEpoch = unsynced || recovery.entriesMayBeLost();
    return new SegmentHeader(
        unsynced,
        settings.node(),
        newEpoch ? last.end().epoch() + 1 : last.end().epoch(),
        id,
        newEpoch ? 1 : last.end().sequence() + 1,
        recovery.lastMillis(),
        last.hasEntries() ? last.end() : last.header().previous());
  }

  /**
   * A last segment without entries has been replaced by the new one, which has its notes, or is in
   * its way.
   */
  private void dropEmpty(Recovery recovery, OpenSegment active, Segments segments)
      throws IOException {
    Optional<Segment> empty = recovery.last().filter(segment -> !segment.hasEntries());
    if (empty.isPresent()) {
      segments.remove(empty.get());
      if (!empty.get().path().equals(active.segment().path())) {
        directory.delete(empty.get());
      }
    }
  }
}
