package org.sipacc.service.access;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.persistence.access.StoredAudit;
import org.sipacc.persistence.entity.AuditRow;

/**
 * Who did what. It goes into table {@code sipacc_audit}; what the database cannot take waits in
 * memory, and goes into the server's log, so that it is not lost with the process.
 */
public final class Audit {
  private static final Logger LOG = System.getLogger(Audit.class.getName());
  private static final int MAX_WAITING = 1000;
  private static final String NEWEST = "~";

  private final Optional<StoredAudit> stored;
  private final int node;
  private final Duration kept;
  private final Clock clock;
  private final Deque<AuditRow> waiting = new ArrayDeque<>();
  private Instant nextTrim = Instant.MIN;

  /**
   * @param kept how long an event stays; zero for ever
   */
  Audit(Optional<StoredAudit> stored, int node, Duration kept, Clock clock) {
    this.stored = stored;
    this.node = node;
    this.kept = kept;
    this.clock = clock;
  }

  /** Keeps it; does not fail if the database does. */
  public void add(Identity who, String address, String action, String subject, String outcome) {
    Instant now = clock.instant();
    AuditRow row =
        new AuditRow(
            TimeOrderedId.of(now.toEpochMilli(), node, ThreadLocalRandom.current().nextLong())
                .toString(),
            now,
            who.name(),
            who.means().name(),
            address,
            action,
            subject,
            outcome);
    synchronized (waiting) {
      waiting.add(row);
      if (waiting.size() > MAX_WAITING) {
        waiting.remove();
      }
      if (store()) {
        trim(now);
      } else {
        log(row);
      }
    }
  }

  /**
   * The newest, newest first.
   *
   * @param before only those before this one
   * @throws LoginRefusedException if the database cannot be asked
   */
  public List<AuditEvent> before(Optional<TimeOrderedId> before, int limit) {
    return UserDatabase.asked(
        stored,
        audit ->
            audit.before(before.map(TimeOrderedId::toString).orElse(NEWEST), limit).stream()
                .map(Audit::event)
                .toList());
  }

  private boolean store() {
    try {
      if (stored.isEmpty()) {
        waiting.clear();
        return false;
      }
      stored.get().add(new ArrayList<>(waiting));
      waiting.clear();
      return true;
    } catch (PersistenceException e) {
      LOG.log(Level.WARNING, "the audit cannot be stored now: {0}", e.getMessage());
      return false;
    }
  }

  /** Once a day is enough, and the next event after a failure. */
  private void trim(Instant now) {
    if (kept.isZero() || now.isBefore(nextTrim)) {
      return;
    }
    try {
      String oldest = TimeOrderedId.of(now.minus(kept).toEpochMilli(), 0, 0).toString();
      int deleted = stored.orElseThrow().deleteBefore(oldest);
      nextTrim = now.plus(1, ChronoUnit.DAYS);
      if (deleted > 0) {
        LOG.log(
            Level.INFO,
            "{0} events of the audit are older than {1} days, and deleted",
            deleted,
            kept.toDays());
      }
    } catch (PersistenceException e) {
      LOG.log(Level.WARNING, "the audit cannot be trimmed now: {0}", e.getMessage());
    }
  }

  private static void log(AuditRow row) {
    LOG.log(
        Level.INFO,
        "audit: {0} {1} ({2}, {3}) {4} {5}: {6}",
        row.at(),
        row.who(),
        row.means().toLowerCase(Locale.ROOT),
        row.address(),
        row.action(),
        row.subject(),
        row.outcome());
  }

  private static AuditEvent event(AuditRow row) {
    return new AuditEvent(
        TimeOrderedId.parse(row.id()),
        row.at(),
        row.who(),
        Identity.Means.valueOf(row.means()),
        row.address(),
        row.action(),
        row.subject(),
        row.outcome());
  }
}
