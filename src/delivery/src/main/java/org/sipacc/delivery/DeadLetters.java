package org.sipacc.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.DeadLetter.State;
import org.sipacc.journal.EntryBytes;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalException;

/**
 * The records that destinations refused for good, kept in a file of this node, whether or not a
 * destination can be reached: what {@link #add} returned from is on disk, so a cursor may pass it.
 *
 * <p>Each line of the file is one thing that happened to a dead letter: {@code added}, {@code
 * mended}, {@code refused} again, {@code replayed}, {@code discarded}. In memory is what lists and
 * filters need; the records are read from the file.
 */
public final class DeadLetters implements Closeable {
  /** So many dead letters of a destination may wait; with more it is held, as in an outage. */
  public static final int MAX_WAITING = 100_000;

  private static final String ADDED = "added";
  private static final String MENDED = "mended";
  private static final String REFUSED = "refused";
  private static final String REPLAYED = "replayed";
  private static final String DISCARDED = "discarded";

  private final Clock clock;
  private final int maxWaiting;
  private final Map<Key, Kept> kept = new LinkedHashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  /** Asked for every entry of every destination, which must not wait for another's disk. */
  private final Set<Key> held = ConcurrentHashMap.newKeySet();

  private CheckedLines lines;

  private record Key(String destination, TimeOrderedId id) {
    static Key of(DeadLetter letter) {
      return new Key(letter.destination(), letter.id());
    }
  }

  /**
   * @param original offset of the line that has the record as it was refused
   * @param current offset of the line that has it as it is now
   */
  private record Kept(DeadLetter letter, long original, long current) {}

  private DeadLetters(Clock clock, int maxWaiting) {
    this.clock = clock;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Opens the file, which is made if it is not there.
   *
   * @throws IOException if it cannot be read or written
   */
  public static DeadLetters open(Path file, Clock clock) throws IOException {
    return open(file, clock, MAX_WAITING);
  }

  static DeadLetters open(Path file, Clock clock, int maxWaiting) throws IOException {
    DeadLetters letters = new DeadLetters(clock, maxWaiting);
    letters.lines = CheckedLines.open(file, letters::take);
    return letters;
  }

  /**
   * Keeps entries that a destination refused; those that are kept already stay as they are.
   *
   * @throws IOException if they are not on disk now, or there are too many already
   */
  public synchronized void add(
      String destination, List<Refusal> refusals, List<? extends JournalEntry> batch)
      throws IOException {
    Map<TimeOrderedId, JournalEntry> byId = new HashMap<>();
    batch.forEach(entry -> byId.put(entry.id(), entry));
    List<Refusal> fresh =
        refusals.stream()
            .filter(refusal -> byId.containsKey(refusal.entry()))
            .filter(refusal -> !holds(destination, refusal.entry()))
            .toList();
    if (waiting(destination) + fresh.size() > maxWaiting) {
      throw new IOException(
          "it has "
              + waiting(destination)
              + " dead letters already, as many as are kept; replay or discard some"
              + " (bin/sipacc dead-letters)");
    }
    List<List<String>> added = new ArrayList<>(fresh.size());
    for (Refusal refusal : fresh) {
      added.add(
          line(
              ADDED,
              destination,
              refusal.entry(),
              refusal.reason(),
              base64(byId.get(refusal.entry()))));
    }
    append(added);
  }

  /** Whether an entry is a dead letter of a destination, in whatever state. */
  public boolean holds(String destination, TimeOrderedId id) {
    return !held.isEmpty() && held.contains(new Key(destination, id));
  }

  /** How many wait. */
  public synchronized int waiting(String destination) {
    return waiting.getOrDefault(destination, 0);
  }

  /** What is known of an entry that a destination refused. */
  public synchronized Optional<DeadLetter> find(String destination, TimeOrderedId id) {
    return Optional.ofNullable(kept.get(new Key(destination, id))).map(Kept::letter);
  }

  /** Whether it waits for a person. */
  synchronized boolean isWaiting(DeadLetter letter) {
    Kept now = kept.get(Key.of(letter));
    return now != null && now.letter().state() == State.WAITING;
  }

  /** How many match. */
  public synchronized long count(DeadLetterFilter filter) {
    return kept.values().stream().filter(one -> filter.matches(one.letter())).count();
  }

  /** The oldest that match, oldest first. */
  public synchronized List<DeadLetter> find(DeadLetterFilter filter, int limit) {
    return kept.values().stream().map(Kept::letter).filter(filter::matches).limit(limit).toList();
  }

  /** The entry as it was refused. */
  public JournalEntry original(DeadLetter letter) throws IOException {
    return read(letter, known(letter).original());
  }

  /** The entry as it is now, mended or not. */
  public JournalEntry current(DeadLetter letter) throws IOException {
    return read(letter, known(letter).current());
  }

  /** Keeps a changed form, to be replayed in place of the one before. */
  synchronized void mend(DeadLetter letter, JournalEntry changed, String comment)
      throws IOException {
    append(List.of(line(MENDED, letter.destination(), letter.id(), comment, base64(changed))));
  }

  /** It was refused once more. */
  synchronized void refusedAgain(DeadLetter letter, String reason) throws IOException {
    append(List.of(line(REFUSED, letter.destination(), letter.id(), reason)));
  }

  /** They were delivered. */
  synchronized void replayed(List<DeadLetter> letters) throws IOException {
    append(
        letters.stream()
            .map(letter -> line(REPLAYED, letter.destination(), letter.id(), ""))
            .toList());
  }

  /** It is not to be delivered. */
  synchronized void discard(DeadLetter letter, String comment) throws IOException {
    append(List.of(line(DISCARDED, letter.destination(), letter.id(), comment)));
  }

  private List<String> line(String event, String destination, TimeOrderedId id, String... further) {
    List<String> words = new ArrayList<>();
    words.add(event);
    words.add(Instant.ofEpochMilli(clock.millis()).toString());
    words.add(destination);
    words.add(id.toString());
    words.addAll(List.of(further));
    return words;
  }

  private void append(List<List<String>> added) throws IOException {
    if (added.isEmpty()) {
      return;
    }
    List<Long> offsets = lines.append(added);
    for (int i = 0; i < added.size(); i++) {
      take(offsets.get(i), added.get(i));
    }
  }

  private void take(long offset, List<String> words) {
    Instant at = Instant.parse(words.get(1));
    Key key = new Key(words.get(2).intern(), TimeOrderedId.parse(words.get(3)));
    String text = words.get(4);
    if (words.get(0).equals(ADDED)) {
      if (!kept.containsKey(key)) {
        put(key, new Kept(added(key, at, text, entry(key.id(), words)), offset, offset));
      }
      return;
    }
    Kept old = kept.get(key);
    if (old == null) {
      throw new IllegalArgumentException("there is no dead letter " + key.id());
    }
    DeadLetter letter = old.letter();
    put(
        key,
        switch (words.get(0)) {
          case MENDED -> new Kept(letter.mended(at, text), old.original(), offset);
          case REFUSED ->
              new Kept(letter.refusedAgain(at, text.intern()), old.original(), old.current());
          case REPLAYED ->
              new Kept(letter.closed(State.REPLAYED, at, text), old.original(), old.current());
          case DISCARDED ->
              new Kept(letter.closed(State.DISCARDED, at, text), old.original(), old.current());
          default -> throw new IllegalArgumentException("unknown event " + words.get(0));
        });
  }

  private void put(Key key, Kept now) {
    Kept before = kept.put(key, now);
    held.add(key);
    boolean waited = before != null && before.letter().state() == State.WAITING;
    boolean waits = now.letter().state() == State.WAITING;
    if (waits != waited) {
      waiting.merge(key.destination(), waits ? 1 : -1, Integer::sum);
    }
  }

  private static DeadLetter added(Key key, Instant at, String reason, JournalEntry entry) {
    return new DeadLetter(
        key.destination(),
        key.id(),
        at,
        RecordFields.table(entry).intern(),
        RecordFields.callId(entry),
        RecordFields.callUid(entry),
        reason.intern(),
        false,
        State.WAITING,
        at,
        "");
  }

  private synchronized Kept known(DeadLetter letter) {
    Kept known = kept.get(Key.of(letter));
    if (known == null) {
      throw new IllegalArgumentException("there is no dead letter " + letter.id());
    }
    return known;
  }

  private JournalEntry read(DeadLetter letter, long offset) throws IOException {
    try {
      return entry(letter.id(), lines.read(offset));
    } catch (JournalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static JournalEntry entry(TimeOrderedId id, List<String> words) {
    return EntryBytes.read(id, Base64.getDecoder().decode(words.get(5)));
  }

  private static String base64(JournalEntry entry) {
    return Base64.getEncoder().encodeToString(EntryBytes.of(entry));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
