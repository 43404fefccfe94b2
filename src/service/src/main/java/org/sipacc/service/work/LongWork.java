package org.sipacc.service.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.sipacc.service.work.WorkStatus.State;

/**
 * What takes long on this server. What somebody waits for, as an export, ends when it is cancelled.
 * Upkeep that the server does of itself, round by round, is held until it is resumed, or until the
 * server starts again; each round goes on where the one before ended.
 */
public final class LongWork {
  private final Map<String, Task> running = new LinkedHashMap<>();
  private final Map<String, Task> lastRounds = new HashMap<>();
  private final Map<String, WorkStatus> held = new LinkedHashMap<>();
  private long begun;

  /** Work that is going on. Its end is to be told by {@link #close}. */
  public final class Task implements AutoCloseable {
    private final String id;
    private final String what;
    private final Instant since = Instant.now();
    private volatile boolean cancelled;
    private volatile long done;
    private volatile OptionalLong total = OptionalLong.empty();

    private Task(String id, String what) {
      this.id = id;
      this.what = what;
    }

    /**
     * One row more; for one thread.
     *
     * @throws WorkCancelledException if it is to end
     */
    public void step() {
      progress(done + 1, total);
      if (cancelled) {
        throw new WorkCancelledException(id);
      }
    }

    /** So far. */
    public void progress(long soFar, OptionalLong ofTotal) {
      done = soFar;
      total = ofTotal;
    }

    /** Whether it is to end. */
    public boolean isCancelled() {
      return cancelled;
    }

    private WorkStatus status(State state) {
      return new WorkStatus(id, what, state, since, done, total);
    }

    @Override
    public void close() {
      end(this);
    }
  }

  /**
   * Begins work that somebody waits for.
   *
   * @param kind what its id begins with
   */
  public synchronized Task begin(String kind, String what) {
    begun++;
    return add(new Task(kind + "-" + begun, what));
  }

  /** Begins a round of upkeep, which is cancelled from the outset while it is held. */
  public synchronized Task beginRound(String id, String what) {
    Task task = new Task(id, what);
    if (held.containsKey(id)) {
      task.cancelled = true;
      return task;
    }
    lastRounds.put(id, task);
    return add(task);
  }

  private Task add(Task task) {
    running.put(task.id, task);
    return task;
  }

  private synchronized void end(Task task) {
    running.remove(task.id, task);
  }

  /** All that is going on or held, the earliest first. */
  public synchronized List<WorkStatus> all() {
    List<WorkStatus> all = new ArrayList<>(held.values());
    running.values().stream()
        .filter(task -> !held.containsKey(task.id))
        .forEach(task -> all.add(task.status(task.cancelled ? State.ENDING : State.RUNNING)));
    return all;
  }

  /** Ends work at its next step, and holds upkeep; false if there is none of that id. */
  public synchronized boolean cancel(String id) {
    Task task = running.getOrDefault(id, lastRounds.get(id));
    if (task == null) {
      return false;
    }
    task.cancelled = true;
    if (lastRounds.containsKey(id)) {
      held.put(id, task.status(State.HELD));
    }
    return true;
  }

  /** Lets upkeep go on in its next round; false if it is not held. */
  public synchronized boolean resume(String id) {
    return held.remove(id) != null;
  }
}
