package org.sipacc.service.demo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalEntry.SummaryEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.sink.DatabaseSink;

/**
 * Fills an empty database with the calls of a week and a day, so that there is something to look
 * at. Each says that it is none: by its Call-ID, user agent and policy version. Their numbers are
 * those that are kept for films.
 */
public final class DemoCalls {
  /** The policy version of all of them. */
  public static final String MARK = "demo";

  private static final Logger LOG = System.getLogger(DemoCalls.class.getName());
  private static final Duration TIME = Duration.ofDays(8);
  private static final long CALLS = 12_000;
  private static final int BATCH = 1_000;
  private static final SampleTraffic.Parties PARTIES =
      new SampleTraffic.Parties(
          "493023125",
          400,
          List.of(
              "+493023125", "+493023125", "+494066969", "+441632960", "+441632960", "+33199009"),
          3,
          Optional.of(MARK));

  private final AccountingPersistence persistence;
  private final AccountingSettings settings;
  private final int node;
  private final UUID journal = UUID.randomUUID();
  private final List<JournalEntry> batch = new ArrayList<>();
  private JournalPosition stored = JournalPosition.START;
  private long sequence;

  private DemoCalls(AccountingPersistence persistence, AccountingSettings settings, int node) {
    this.persistence = persistence;
    this.settings = settings;
    this.node = node;
  }

  /**
   * Stores them up to now, unless there is a call already.
   *
   * @param node whose calls they are
   */
  public static void fill(
      AccountingPersistence persistence, AccountingSettings settings, int node, Instant now) {
    try {
      boolean empty =
          persistence.query(
              em ->
                  em.createQuery("select c.callUid from CallRow c", String.class)
                      .setMaxResults(1)
                      .getResultList()
                      .isEmpty());
      if (empty) {
        new DemoCalls(persistence, settings, node).fill(now);
      } else {
        LOG.log(Level.INFO, "there are calls in the database, so none are made up");
      }
    } catch (PersistenceException | SinkUnavailableException | RecordsRefusedException e) {
      LOG.log(Level.WARNING, "no calls were made up: {0}", e.getMessage());
    }
  }

  private void fill(Instant now) throws SinkUnavailableException, RecordsRefusedException {
    Instant begin = now.minus(TIME).truncatedTo(ChronoUnit.HOURS);
    List<CallSummary> calls = new ArrayList<>();
    new SampleTraffic(begin, now, CALLS, PARTIES, now.toEpochMilli()).each(calls::add);
    try (DatabaseSink sink = new DatabaseSink(persistence)) {
      sink.position(journal, JournalPosition.START);
      for (CallSummary call : calls) {
        add(call);
        if (batch.size() >= BATCH) {
          store(sink);
        }
      }
      store(sink);
    }
    LOG.log(Level.INFO, "{0} calls of the last eight days were made up", calls.size());
  }

  private void store(DatabaseSink sink) throws SinkUnavailableException, RecordsRefusedException {
    JournalPosition next = new JournalPosition(0, sequence);
    sink.deliver(journal, stored, next, batch);
    stored = next;
    batch.clear();
  }

  private void add(CallSummary call) {
    batch.add(new RecordEntry(nextPosition(), id(call), SampleTraffic.record(call, settings)));
    batch.add(new SummaryEntry(nextPosition(), id(call), call));
  }

  private JournalPosition nextPosition() {
    sequence++;
    return new JournalPosition(0, sequence);
  }

  private TimeOrderedId id(CallSummary call) {
    return TimeOrderedId.of(call.ended().toEpochMilli(), node, sequence);
  }
}
