package org.sipacc.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.ejb.Local;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.service.access.Access;
import org.sipacc.service.alarm.AlarmStatus;
import org.sipacc.service.completeness.Reconciliation;
import org.sipacc.service.events.Subscriptions;
import org.sipacc.service.policy.Policies;
import org.sipacc.service.search.Search;
import org.sipacc.service.work.LongWork;

/** The accounting of this server, as an EJB. */
@Local
public interface AccountingService extends Accounting {
  /**
   * The same accounting without the container between it and its caller.
   *
   * <p>For SIP threads, which call it some ten times a SIP call: there the container's interceptors
   * would cost more than the accounting. It is valid as long as the application runs.
   */
  Accounting direct();

  /** The policy's versions, and the means to replace the one in force. */
  Policies policies();

  /** The calls that are being set up or are up. */
  LiveCalls calls();

  /**
   * The INVITE of a call that has ended, as its stored summary tells it.
   *
   * @param id a summary's id or a Call-ID, of which the latest call counts
   * @return empty if none is stored
   * @throws IllegalStateException if the database cannot be asked; the message says why
   */
  Optional<RequestFacts> storedCall(String id);

  /** How the backends stand, and the records that they did not take. */
  BackendManagement backends();

  /** Who has subscribed to events, and the means to subscribe. */
  Subscriptions subscriptions();

  /** How many answered calls have not ended. */
  int openCalls();

  /** How the journal stands. */
  JournalStatus journal();

  /** How delivery to each backend stands. */
  List<DelivererStatus> deliveries();

  /**
   * Adds up calls, journal, rows and acknowledgements.
   *
   * @param since from when on rows are compared: the hour it lies in is taken whole
   * @param until up to when, not included
   */
  Reconciliation reconcile(Instant since, Instant until);

  /**
   * What the database's records are made of, beside the columns that the tables really have.
   *
   * @throws IllegalStateException if the database cannot be asked, or there is none
   */
  List<RecordField> recordFields();

  /** What takes long in the database, and the means to stop it. */
  LongWork work();

  /** The stored calls and records. */
  Search search();

  /** How the alarms stand, in the order of the configuration. */
  List<AlarmStatus> alarms();

  /** Who may use the REST API. */
  Access access();

  /** All figures in the text format of Prometheus. */
  String metrics();
}
