package org.sipacc.service;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingContext.Output;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.journal.CallNote;
import org.sipacc.journal.Journal;
import org.sipacc.journal.UnfinishedCall;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.service.completeness.Reconciler;
import org.sipacc.service.completeness.Reconciliation;
import org.sipacc.service.completeness.Tally;
import org.sipacc.service.events.Subscriptions;
import org.sipacc.service.policy.Policies;
import org.sipacc.service.upkeep.DayUpkeep;
import org.sipacc.service.upkeep.RollupUpkeep;
import org.sipacc.service.work.LongWork;
import org.sipacc.sip.digest.DigestAuthenticator;

/**
 * Accounting on this node, put together: contexts from the parameters, finished records into the
 * journal, and from there to the backends.
 */
final class AccountingNode implements Accounting, AutoCloseable {
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  private final Parameters parameters;
  private final Policies policies;
  private final AccountingSettings settings;
  private final Backends backends;
  private final RecordStore store;
  private final Tally tally = new Tally();
  private final LongWork work = new LongWork();
  private final OpenCalls openCalls;
  private final LiveCalls calls;
  private final int number;
  private final boolean summaries;
  private final boolean keepsCalls;
  private final List<byte[]> routeKeys;
  private final DigestAuthenticator digest;
  private final Optional<ForeignByes> foreignByes;
  private final RollupUpkeep rollups;
  private final Optional<DayUpkeep> days;

  private AccountingNode(
      Parameters parameters,
      Policies policies,
      Backends backends,
      List<byte[]> routeKeys,
      ThreadFactory threads) {
    this.parameters = parameters;
    this.policies = policies;
    this.settings = parameters.accountingSettings();
    this.backends = backends;
    this.store = store(parameters, backends, threads);
    this.number = parameters.get(Catalogue.NODE);
    this.summaries = parameters.get(Catalogue.CALL_SUMMARIES);
    this.keepsCalls = parameters.get(Catalogue.DB_MODE) != 0;
    Interims interims =
        new Interims(parameters.get(Catalogue.INTERIM_INTERVAL), threads, this::recordInterim);
    this.openCalls =
        new OpenCalls(timeouts(parameters), keptSince(), threads, this::record, interims);
    this.calls = new LiveCallList(openCalls, parameters);
    this.routeKeys = routeKeys;
    if (keepsCalls) {
      restoreCalls();
    }
    this.digest = SubscriberLookup.authenticator(parameters, backends.persistence());
    this.foreignByes = foreignByes(threads);
    this.rollups = RollupUpkeep.start(backends.persistence(), parameters, work, threads);
    this.days = DayUpkeep.start(backends.persistence(), parameters, work, threads);
  }

  /**
   * Opens the journal and starts delivery.
   *
   * @throws IllegalStateException if the database is wrong, or could not be reached although its
   *     tables were never made; the message says what to do
   */
  static AccountingNode start(
      Parameters parameters,
      Policies policies,
      Path data,
      DataSource dataSource,
      ThreadFactory threads) {
    Policy policy = policies.active();
    Backends backends = Backends.start(parameters, policy, data, dataSource, threads);
    try {
      policies.started(new AccountingTables(dataSource, parameters, policy));
    } catch (UncheckedIOException e) {
      backends.close();
      throw e;
    }
    return new AccountingNode(
        parameters, policies, backends, RouteKeys.of(parameters, data), threads);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Policy policy() {
    return policies.active();
  }

  @Override
  public List<byte[]> routeKeys() {
    return routeKeys;
  }

  @Override
  public boolean admitsRequest() {
    return store.admits();
  }

  @Override
  public DigestAuthenticator digest() {
    return digest;
  }

  @Override
  public Dialogs dialogs() {
    return openCalls;
  }

  @Override
  public AccountingContext open(RequestFacts request, Policy policy) {
    Instant received = request.received();
    TimeOrderedId uid =
        TimeOrderedId.of(received.toEpochMilli(), number, ThreadLocalRandom.current().nextLong());
    return AccountingContext.of(request, settings, policy.version(), uid);
  }

  @Override
  public Dialog openCall(RequestFacts invite, Policy policy, CallClock clock) {
    Optional<Dialog> former = openCalls.sentBefore(invite);
    if (former.isPresent()) {
      AccountingContext again = former.get().accounting().again(policy.version());
      return openCalls.reopen(former.get(), again, clock);
    }
    Dialog dialog = openCalls.open(open(invite, policy), clock);
    tally.began();
    return dialog;
  }

  @Override
  public void keep(Dialog dialog) {
    if (keepsCalls && !dialog.accounting().isOver()) {
      store.take(List.of(), List.of(), List.of(new CallNote.Snapshot(dialog.snapshot())));
    }
  }

  @Override
  public void record(AccountingContext context, CallEvent event) {
    append(context.on(event), List.of());
  }

  @Override
  public void record(Dialog dialog, CallEvent event) {
    boolean wasOver = dialog.accounting().isOver();
    Output output = dialog.accounting().on(event);
    openCalls.follow(dialog, event);
    append(output, keepsCalls && !wasOver ? notes(dialog, event) : List.of());
  }

  /** What the next life must know of the event; the dialog has taken it. */
  private static List<CallNote> notes(Dialog dialog, CallEvent event) {
    TimeOrderedId uid = dialog.accounting().uid().orElseThrow();
    if (dialog.accounting().isOver()) {
      return List.of(new CallNote.Over(uid));
    }
    if (event instanceof ReplySent sent && sent.reply().isSuccess()) {
      return List.of(new CallNote.Snapshot(dialog.snapshot()));
    }
    return event instanceof ByeReceived bye ? List.of(new CallNote.Bye(uid, bye)) : List.of();
  }

  private void append(Output output, List<CallNote> notes) {
    List<CallSummary> finished = summaries ? output.summary().stream().toList() : List.of();
    if (!output.records().isEmpty() || !finished.isEmpty() || !notes.isEmpty()) {
      store.take(output.records(), finished, notes);
      tally.journalled(output.records(), finished);
    }
  }

  /** Interim records are left out while even those of ended calls have to wait. */
  private void recordInterim(Dialog dialog, Instant at) {
    if (store.takesAtOnce()) {
      append(new Output(dialog.accounting().interim(at), Optional.empty()), List.of());
    }
  }

  /** From when on each call that is up is known here. */
  private Instant keptSince() {
    if (!keepsCalls) {
      return Instant.MAX;
    }
    Instant lastSeen = backends.journal().lastSeen();
    return lastSeen.equals(Instant.EPOCH) ? Instant.now() : Instant.MIN;
  }

  /** Goes on with the calls that a former life of this server left. */
  private void restoreCalls() {
    Journal journal = backends.journal();
    for (UnfinishedCall call : journal.unfinishedCalls()) {
      Dialog dialog = Dialog.restored(call.snapshot(), settings, CallClock.start());
      call.byes().forEach(bye -> recall(dialog, bye));
      openCalls.restore(dialog, journal.lastSeen());
      tally.began();
    }
  }

  private void recall(Dialog dialog, ByeReceived bye) {
    dialog.accounting().on(bye);
    dialog.on(bye, Duration.ZERO);
  }

  @Override
  public void leave(ForeignBye bye) {
    store.take(bye);
  }

  @Override
  public boolean accountNow(
      AccountingContext context,
      RequestFacts request,
      Backend backend,
      RequestComment comment,
      String table,
      Instant at) {
    boolean configured = parameters.enables(backend);
    if (configured) {
      List<AccountingRecord> records =
          context.accountNow(request, backend, comment, table, at).stream().toList();
      append(new Output(records, Optional.empty()), List.of());
    }
    return configured;
  }

  LiveCalls calls() {
    return calls;
  }

  Optional<RequestFacts> storedCall(String id) {
    return backends.storedCall(id).map(CallSummary::invite);
  }

  Policies policies() {
    return policies;
  }

  /** The accounting database's entities, if there is a database. */
  Optional<AccountingPersistence> persistence() {
    return backends.persistence();
  }

  BackendManagement backends() {
    return backends.management();
  }

  int openCalls() {
    return openCalls.answered();
  }

  Subscriptions subscriptions() {
    return backends.subscriptions();
  }

  JournalStatus journal() {
    return store.status();
  }

  List<DelivererStatus> deliveries() {
    return backends.deliveries();
  }

  /** What was counted since the start. */
  Tally tally() {
    return tally;
  }

  long journalBytes() {
    return backends.journal().bytes();
  }

  /** What takes long in the database. */
  LongWork work() {
    return work;
  }

  /** Calls that are being set up or are up. */
  int followedCalls() {
    return openCalls.count();
  }

  Reconciliation reconcile(Instant since, Instant until) {
    return new Reconciler(
            new Reconciler.Sources(
                tally,
                openCalls::count,
                summaries,
                backends.journal(),
                backends.management()::all,
                backends.database(),
                backends::databaseDeadLetters,
                store::unjournalled,
                () -> store.status().dropped()))
        .reconcile(since, until);
  }

  private Optional<ForeignByes> foreignByes(ThreadFactory threads) {
    return parameters.get(Catalogue.PEERS).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ForeignByes(taker -> backends.takeForeignByes(number, taker), openCalls, threads));
  }

  @Override
  public void close() {
    days.ifPresent(DayUpkeep::close);
    rollups.close();
    foreignByes.ifPresent(ForeignByes::close);
    openCalls.close();
    store.close();
    backends.close();
  }

  private static RecordStore store(
      Parameters parameters, Backends backends, ThreadFactory threads) {
    Journal journal = backends.journal();
    DeliveredRelease release = new DeliveredRelease(journal, System::nanoTime);
    return new RecordStore(
        journal,
        new RecordStore.Settings(
            parameters.get(Catalogue.JOURNAL_FULL),
            parameters.get(Catalogue.JOURNAL_MEMORY),
            WATCH_INTERVAL),
        () -> release.check(backends.deliveries()),
        threads);
  }

  private static OpenCalls.Timeouts timeouts(Parameters parameters) {
    return new OpenCalls.Timeouts(
        parameters.get(Catalogue.DEFAULT_TIMEOUT),
        parameters.get(Catalogue.FR_TIMEOUT),
        parameters.get(Catalogue.RACE_CONDITION_TIMEOUT),
        parameters.get(Catalogue.OPTIONS_PING_INTERVAL));
  }
}
