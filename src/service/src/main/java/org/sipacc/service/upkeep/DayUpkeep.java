package org.sipacc.service.upkeep;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.DatabaseErrors;
import org.sipacc.persistence.retention.StoredDay;
import org.sipacc.persistence.retention.StoredDays;
import org.sipacc.persistence.rollup.Rollups;
import org.sipacc.service.work.LongWork;
import org.sipacc.service.work.WorkCancelledException;

/**
 * Once a day is over, writes the rows that this node's journal brought in it to files, and deletes
 * those that are older than they are to be kept. A row is deleted only after the file that has it
 * was written, and by what that file says; calls besides only after they were rolled up. Each step
 * can be broken off and is taken up again.
 */
public final class DayUpkeep implements AutoCloseable {
  /** Its id as long work. */
  static final String ID = "day-files";

  private static final Logger LOG = System.getLogger(DayUpkeep.class.getName());
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** How long after a day's end the last of its entries are surely stored, if nothing is wrong. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  private static final int IDS_AT_ONCE = 500;

  private final StoredDays stored;
  private final Rules rules;
  private final BooleanSupplier rolledUp;
  private final LongWork work;
  private final Clock clock;
  private final LocalDate started;
  private final Set<StoredDay> written = new HashSet<>();
  private final Map<String, String> problems = new HashMap<>();

  private Optional<ScheduledThreadPoolExecutor> timer = Optional.empty();
  private volatile boolean closed;

  /**
   * What is done with old rows.
   *
   * @param directory where files go; empty for none
   * @param callsDays how many days call summaries are kept; 0 for ever
   * @param recordsDays the same for records
   */
  record Rules(int node, Optional<Path> directory, int callsDays, int recordsDays) {
    private boolean doNothing() {
      return directory.isEmpty() && callsDays == 0 && recordsDays == 0;
    }

    private int days(String table) {
      return table.equals(StoredDays.CALLS) ? callsDays : recordsDays;
    }
  }

  /**
   * @param rolledUp whether all calls that are stored are in the roll-ups, or are not to be
   */
  DayUpkeep(StoredDays stored, Rules rules, BooleanSupplier rolledUp, LongWork work, Clock clock) {
    this.work = work;
    this.stored = stored;
    this.rules = rules;
    this.rolledUp = rolledUp;
    this.clock = clock;
    this.started = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Starts it; empty if there is no database, or nothing to do in it. */
  public static Optional<DayUpkeep> start(
      Optional<AccountingPersistence> persistence,
      Parameters parameters,
      LongWork work,
      ThreadFactory threads) {
    Rules rules =
        new Rules(
            parameters.get(Catalogue.NODE),
            parameters.get(Catalogue.EXPORT_DIRECTORY),
            parameters.get(Catalogue.CALLS_DAYS),
            parameters.get(Catalogue.RECORDS_DAYS));
    if (persistence.isEmpty() || rules.doNothing()) {
      return Optional.empty();
    }
    boolean rolls = !parameters.get(Catalogue.ROLLUP_INTERVAL).isZero();
    DayUpkeep upkeep =
        new DayUpkeep(
            new StoredDays(persistence.get()),
            rules,
            () -> !rolls || !Rollups.progress(persistence.get()).waiting(),
            work,
            Clock.systemUTC());
    upkeep.schedule(threads);
    return Optional.of(upkeep);
  }

  private void schedule(ThreadFactory threads) {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, threads);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer = Optional.of(scheduler);
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::run, 5_000, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does what is due. */
  void run() {
    try (LongWork.Task round = work.beginRound(ID, "writes and deletes the rows of days")) {
      LocalDate over = LocalDate.ofInstant(clock.instant().minus(GRACE), ZoneOffset.UTC);
      for (StoredDay day : stored.before(over, rules.node())) {
        if (!closed && !round.isCancelled()) {
          attend(day, round);
        }
      }
    } catch (WorkCancelledException e) {
      LOG.log(Level.INFO, "old rows wait until day-files is resumed");
    } catch (PersistenceException e) {
      tell("database", "old rows wait: " + DatabaseErrors.message(e));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "old rows cannot be seen to", e);
    }
  }

  private void attend(StoredDay day, LongWork.Task round) {
    try {
      if (rules.directory().isPresent() && !written.contains(day)) {
        write(rules.directory().get(), day, round);
      }
      if (isDue(day)) {
        delete(day, round);
      }
      problems.remove(day.table());
    } catch (IOException e) {
      tell(
          day.table(),
          "the rows of table %s of %s cannot be written to %s and stay in the database: %s"
              .formatted(day.table(), day.day(), rules.directory().get(), e));
    } catch (PersistenceException e) {
      tell(
          day.table(),
          ("the rows of table %s of %s stay in the database: %s (its user needs the right to"
                  + " delete)")
              .formatted(day.table(), day.day(), DatabaseErrors.message(e)));
    }
  }

  /** Once, until something else is wrong or it was right meanwhile. */
  private void tell(String about, String problem) {
    if (!problem.equals(problems.put(about, problem))) {
      LOG.log(Level.WARNING, problem);
    }
  }

  /** The day this server was started in is kept: by its rows it is reconciled. */
  private boolean isDue(StoredDay day) {
    int days = rules.days(day.table());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return days > 0
        && day.day().plusDays(days).isBefore(today)
        && !day.day().equals(started)
        && (!day.table().equals(StoredDays.CALLS) || rolledUp.getAsBoolean());
  }

  /** Writes the rows that no file has yet. */
  private void write(Path directory, StoredDay day, LongWork.Task round) throws IOException {
    Files.createDirectories(directory);
    List<DayFile> files = files(directory, day);
    long rows = 0;
    for (DayFile file : files) {
      rows += file.rows();
    }
    if (rows != day.rows()) {
      Set<String> known = new HashSet<>();
      for (DayFile file : files) {
        file.eachId(known::add);
      }
      DayFile next = new DayFile(directory, day, files.size() + 1);
      long more =
          next.write(
              taker ->
                  stored.read(
                      day,
                      row -> {
                        round.step();
                        if (!known.contains(row.get("record_id").toString())) {
                          taker.accept(row);
                        }
                      }),
              clock.instant());
      if (more > 0) {
        LOG.log(Level.INFO, "{0} rows written to {1}", Long.toString(more), next.path());
      }
    }
    written.add(day);
  }

  private static List<DayFile> files(Path directory, StoredDay day) {
    List<DayFile> files = new ArrayList<>();
    DayFile next = new DayFile(directory, day, 1);
    while (next.exists()) {
      files.add(next);
      next = new DayFile(directory, day, files.size() + 1);
    }
    return files;
  }

  private void delete(StoredDay day, LongWork.Task round) throws IOException {
    Deletion deletion = new Deletion(day.table(), round);
    if (rules.directory().isPresent()) {
      for (DayFile file : files(rules.directory().get(), day)) {
        file.eachId(deletion::add);
      }
    } else {
      List<String> ids = new ArrayList<>();
      stored.read(day, row -> ids.add(row.get("record_id").toString()));
      ids.forEach(deletion::add);
    }
    deletion.flush();
    stored.noteRemoved(day, clock.instant());
    LOG.log(
        Level.INFO,
        "{0} rows of table {1} of {2} are older than {3} days and were deleted",
        Long.toString(deletion.deleted),
        day.table(),
        day.day(),
        rules.days(day.table()));
  }

  /** Deletes rows some at once. */
  private final class Deletion {
    private final String table;
    private final LongWork.Task round;
    private final List<String> ids = new ArrayList<>();
    private long deleted;

    Deletion(String table, LongWork.Task round) {
      this.table = table;
      this.round = round;
    }

    void add(String id) {
      round.step();
      ids.add(id);
      if (ids.size() == IDS_AT_ONCE) {
        flush();
      }
    }

    void flush() {
      deleted += stored.delete(table, ids);
      ids.clear();
    }
  }

  @Override
  public void close() {
    closed = true;
    timer.ifPresent(Timers::stop);
  }
}
