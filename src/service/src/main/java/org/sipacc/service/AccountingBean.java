package org.sipacc.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.PostConstruct;
import javax.annotation.PreDestroy;
import javax.annotation.Resource;
import javax.ejb.ConcurrencyManagement;
import javax.ejb.ConcurrencyManagementType;
import javax.ejb.Singleton;
import javax.ejb.Startup;
import javax.ejb.TransactionAttribute;
import javax.ejb.TransactionAttributeType;
import javax.enterprise.concurrent.ManagedThreadFactory;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.backends.event.AlarmSender;
import org.sipacc.delivery.DeadLetterFilter;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.service.access.Access;
import org.sipacc.service.alarm.AlarmStatus;
import org.sipacc.service.alarm.Alarms;
import org.sipacc.service.alarm.Measures;
import org.sipacc.service.completeness.Reconciliation;
import org.sipacc.service.demo.DemoCalls;
import org.sipacc.service.events.Subscriptions;
import org.sipacc.service.policy.Policies;
import org.sipacc.service.search.Masking;
import org.sipacc.service.search.Reports;
import org.sipacc.service.search.Search;
import org.sipacc.service.work.LongWork;
import org.sipacc.sip.digest.DigestAuthenticator;

/**
 * The accounting service as the container runs it: one for the application, started with it.
 *
 * <p>It is called by many threads at once, and nothing it does belongs to a transaction of the
 * caller's: the container neither serialises the callers nor opens a transaction for them.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AccountingBean implements AccountingService {
  private static final Logger LOG = System.getLogger(AccountingBean.class.getName());

  @Resource(name = "accDS")
  private DataSource dataSource;

  @Resource private ManagedThreadFactory threads;

  private AccountingNode node;
  private Metrics metrics;
  private Access access;
  private Search search;
  private Alarms alarms;

  @PostConstruct
  void start() {
    Optional<Path> directory = ServerDirectories.configuration();
    Path data = ServerDirectories.data();
    Parameters parameters = Parameters.load(directory, System.getenv(), System.getProperties());
    parameters.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    List<AlarmSender> senders = Alarms.senders(parameters);
    Policies policies =
        Policies.open(
            data.resolve("policies"),
            ConfigurationFile.load(directory, PolicyReader.FILE_NAME),
            parameters,
            Clock.systemUTC());
    node = AccountingNode.start(parameters, policies, data, dataSource, threads);
    if (Boolean.getBoolean("sipacc.demo")) {
      node.persistence().ifPresent(database -> demo(database, parameters));
    }
    metrics = new Metrics(node);
    search = new Search(node.persistence(), Masking.of(parameters), node.work());
    alarms = Alarms.start(parameters, senders, measures(), threads);
    access = Access.open(node.persistence(), data, parameters, Clock.systemUTC());
  }

  @PreDestroy
  void stop() {
    if (node != null) {
      if (alarms != null) {
        alarms.close();
      }
      metrics.close();
      node.close();
    }
  }

  private static void demo(AccountingPersistence database, Parameters parameters) {
    DemoCalls.fill(
        database,
        parameters.accountingSettings(),
        parameters.get(Catalogue.NODE),
        Clock.systemUTC().instant());
  }

  private Measures measures() {
    return new Measures(
        node::openCalls,
        node::deliveries,
        backend ->
            node.backends()
                .deadLetters()
                .count(backend.map(DeadLetterFilter.ALL::in).orElse(DeadLetterFilter.ALL)),
        () -> node.journal().freeBytes(),
        (since, until, calleeStarts) ->
            new Reports(search)
                .total(new TimeRange(Optional.of(since), Optional.of(until)), calleeStarts));
  }

  @Override
  public Parameters parameters() {
    return node.parameters();
  }

  @Override
  public Policy policy() {
    return node.policy();
  }

  @Override
  public List<byte[]> routeKeys() {
    return node.routeKeys();
  }

  @Override
  public boolean admitsRequest() {
    return node.admitsRequest();
  }

  @Override
  public DigestAuthenticator digest() {
    return node.digest();
  }

  @Override
  public Dialogs dialogs() {
    return node.dialogs();
  }

  @Override
  public AccountingContext open(RequestFacts request, Policy policy) {
    return node.open(request, policy);
  }

  @Override
  public Dialog openCall(RequestFacts invite, Policy policy, CallClock clock) {
    return node.openCall(invite, policy, clock);
  }

  @Override
  public void keep(Dialog dialog) {
    node.keep(dialog);
  }

  @Override
  public void record(AccountingContext context, CallEvent event) {
    node.record(context, event);
  }

  @Override
  public void record(Dialog dialog, CallEvent event) {
    node.record(dialog, event);
  }

  @Override
  public void leave(ForeignBye bye) {
    node.leave(bye);
  }

  @Override
  public boolean accountNow(
      AccountingContext context,
      RequestFacts request,
      Backend backend,
      RequestComment comment,
      String table,
      Instant at) {
    return node.accountNow(context, request, backend, comment, table, at);
  }

  @Override
  public Accounting direct() {
    return node;
  }

  @Override
  public Policies policies() {
    return node.policies();
  }

  @Override
  public LiveCalls calls() {
    return node.calls();
  }

  @Override
  public Optional<RequestFacts> storedCall(String id) {
    return node.storedCall(id);
  }

  @Override
  public BackendManagement backends() {
    return node.backends();
  }

  @Override
  public int openCalls() {
    return node.openCalls();
  }

  @Override
  public Subscriptions subscriptions() {
    return node.subscriptions();
  }

  @Override
  public JournalStatus journal() {
    return node.journal();
  }

  @Override
  public List<DelivererStatus> deliveries() {
    return node.deliveries();
  }

  @Override
  public Reconciliation reconcile(Instant since, Instant until) {
    return node.reconcile(since, until);
  }

  @Override
  public List<AlarmStatus> alarms() {
    return alarms.statuses();
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public List<RecordField> recordFields() {
    AccountingPersistence database =
        node.persistence()
            .orElseThrow(
                () -> new IllegalStateException("this server has no database: set db_url"));
    try {
      return RecordFields.read(database, node.parameters(), node.policy());
    } catch (PersistenceException e) {
      throw new IllegalStateException(
          "the database cannot be asked now: " + DatabaseErrors.message(e), e);
    }
  }

  @Override
  public LongWork work() {
    return node.work();
  }

  @Override
  public Search search() {
    return search;
  }

  @Override
  public String metrics() {
    return metrics.text();
  }
}
