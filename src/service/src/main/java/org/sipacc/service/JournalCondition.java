package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.sipacc.accounting.parameter.JournalFull;
import org.sipacc.service.JournalStatus.State;

/** Whether the journal can take records and why not; each change is told to the log once. */
final class JournalCondition {
  private static final Logger LOG = System.getLogger(JournalCondition.class.getName());

  private final JournalFull policy;
  private final Duration slowAfter;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Optional<String> slowness = Optional.empty();
  private long troubleSinceNanos;
  private long troubles;

  /**
   * @param slowAfter with a longer sync lag than this the disk counts as slow
   */
  JournalCondition(JournalFull policy, Duration slowAfter) {
    this.policy = policy;
    this.slowAfter = slowAfter;
  }

  State state() {
    if (trouble.isPresent() && policy == JournalFull.REFUSE) {
      return State.REFUSING;
    }
    return reason().isPresent() ? State.ALARM : State.ACCEPTING;
  }

  Optional<String> reason() {
    return trouble.or(() -> slowness);
  }

  /** Whether records cannot be taken. */
  boolean isTroubled() {
    return trouble.isPresent();
  }

  /** Records cannot be taken. */
  synchronized void troubled(String reason) {
    troubles++;
    if (trouble.isEmpty()) {
      troubleSinceNanos = System.nanoTime();
      LOG.log(
          Level.ERROR,
          "the journal cannot take records: {0}. {1} Calls that are up go on; what cannot be written"
              + " waits in memory",
          reason,
          policy == JournalFull.REFUSE
              ? "New calls are answered 503 until it can."
              : "New calls are taken all the same.");
    }
    trouble = Optional.of(reason);
  }

  /** How often they could not so far. */
  synchronized long troubles() {
    return troubles;
  }

  /**
   * Records can be taken.
   *
   * @param before what {@link #troubles} was when that was looked at; if there was one since, it
   *     stands
   */
  synchronized void works(long before) {
    if (troubles != before) {
      return;
    }
    if (trouble.isPresent()) {
      Duration lasted = Duration.ofNanos(System.nanoTime() - troubleSinceNanos);
      LOG.log(
          Level.WARNING,
          "the journal takes records again, after {0} s",
          Long.toString(lasted.toSeconds()));
    }
    trouble = Optional.empty();
  }

  boolean isSlow(Duration syncLag) {
    return syncLag.compareTo(slowAfter) > 0;
  }

  /** Takes how long the oldest entry has waited to be forced to disk. */
  synchronized void syncLag(Duration lag) {
    if (!isSlow(lag)) {
      if (slowness.isPresent()) {
        LOG.log(Level.WARNING, "the journal's disk keeps up again");
      }
      slowness = Optional.empty();
      return;
    }
    if (slowness.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "the journal''s disk is slow: records have waited {0} s to be forced to it, and are not"
              + " delivered before; calls do not wait for it. Look at the disk and at what else"
              + " writes to it",
          Long.toString(lag.toSeconds()));
    }
    slowness = Optional.of("its disk is slow: records wait " + lag.toSeconds() + " s for it");
  }
}
