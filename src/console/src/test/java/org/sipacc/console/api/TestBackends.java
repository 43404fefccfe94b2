package org.sipacc.console.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.delivery.Delivery;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.Refusal;
import org.sipacc.delivery.RetryPolicy;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.Undelivered;
import org.sipacc.journal.Journal;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;
import org.sipacc.journal.JournalSettings;
import org.sipacc.service.AccountingService;
import org.sipacc.service.BackendManagement;
import org.sipacc.service.search.Masking;
import org.sipacc.service.search.Search;
import org.sipacc.service.work.LongWork;

/** A journal with one backend in memory behind it, which refuses records for tables it has not. */
final class TestBackends {
  private static final Duration SOON = Duration.ofMinutes(1);

  final Set<String> tables = ConcurrentHashMap.newKeySet();
  final List<String> stored = new CopyOnWriteArrayList<>();
  private final Journal journal;
  private final Undelivered undelivered;
  private final Delivery delivery;

  TestBackends(Path directory) throws IOException {
    tables.add("acc");
    undelivered = Undelivered.open(directory.resolve("dead-letters"));
    journal = Journal.open(JournalSettings.of(directory.resolve("journal"), 1));
    delivery =
        Delivery.start(
            journal, List.of(new TableSink()), RetryPolicy.DEFAULT, undelivered, Thread::new);
  }

  /** The service of which nothing but its backends is asked. */
  AccountingService service() {
    BackendManagement management = new BackendManagement(delivery, Optional.empty());
    return (AccountingService)
        Proxy.newProxyInstance(
            TestBackends.class.getClassLoader(),
            new Class<?>[] {AccountingService.class},
            (self, method, arguments) -> {
              if (method.getName().equals("backends")) {
                return management;
              }
              if (method.getName().equals("parameters")) {
                return Parameters.builtIn();
              }
              if (method.getName().equals("search")) {
                return new Search(Optional.empty(), new Masking(Role.OPERATOR, 3), new LongWork());
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** Records a call, and waits until its record was delivered or refused. */
  TimeOrderedId record(String callId, String table) {
    TimeOrderedId id =
        journal.append(
            new AccountingRecord(
                RecordKind.CDR,
                Backend.DB,
                table,
                CoreColumns.DEFAULT,
                Optional.empty(),
                "v1",
                new CoreFields("INVITE", "ft", "tt", callId, "200", "OK", Instant.EPOCH),
                Optional.of(Timing.NONE),
                List.of(),
                List.of()));
    await()
        .atMost(SOON)
        .until(
            () -> stored.contains(callId) || undelivered.deadLetters().find("db", id).isPresent());
    return id;
  }

  void close() throws Exception {
    delivery.stop(SOON);
    journal.close();
    undelivered.close();
  }

  private final class TableSink implements Sink {
    private JournalPosition cursor = JournalPosition.START;

    @Override
    public String name() {
      return "db";
    }

    @Override
    public boolean takes(JournalEntry entry) {
      return true;
    }

    @Override
    public JournalPosition position(UUID id, JournalPosition oldest) {
      return cursor;
    }

    @Override
    public void deliver(
        UUID id, JournalPosition from, JournalPosition to, List<? extends JournalEntry> entries)
        throws RecordsRefusedException {
      replay(id, entries);
      cursor = to;
    }

    @Override
    public void replay(UUID id, List<? extends JournalEntry> entries)
        throws RecordsRefusedException {
      List<Refusal> refusals = new ArrayList<>();
      for (JournalEntry entry : entries) {
        String table = ((JournalEntry.RecordEntry) entry).record().table();
        if (!tables.contains(table)) {
          refusals.add(
              new Refusal(entry.id(), Refusal.Blame.TABLE, "42S02", "there is no table " + table));
        }
      }
      if (!refusals.isEmpty()) {
        throw new RecordsRefusedException(refusals);
      }
      entries.forEach(
          entry -> stored.add(((JournalEntry.RecordEntry) entry).record().core().callId()));
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
