package org.sipacc.service.alarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.AlarmRule;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.ConfiguredSubscription;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.backends.event.AlarmSender;
import org.sipacc.backends.event.WrongSocketException;
import org.sipacc.service.upkeep.Timers;

/**
 * Looks at the measures every few seconds and tells when a rule begins to hold and when it no
 * longer does: each once, to the log and to the sockets. A socket that is not there is tried again,
 * and gets everything in its order; what is told of is lost when the server stops, and a rule that
 * holds at the next start is told of again. What cannot be measured changes nothing.
 */
public final class Alarms implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Alarms.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Calls of a time are read no more often than that. */
  private static final Duration CALLS_INTERVAL = Duration.ofSeconds(30);

  /** What is kept for a socket that is not there. */
  private static final int MOST_UNTOLD = 1000;

  private final List<Watch> watches;
  private final List<Listener> listeners;
  private final Measures measures;
  private final int node;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor timer;

  private Alarms(
      List<AlarmRule> rules,
      List<AlarmSender> senders,
      Measures measures,
      int node,
      Clock clock,
      ThreadFactory threads) {
    this.watches = rules.stream().map(Watch::new).toList();
    this.listeners = senders.stream().map(Listener::new).toList();
    this.measures = measures;
    this.node = node;
    this.clock = clock;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * What the configured sockets are told by; nothing is connected.
   *
   * @throws ConfigurationException if a socket is not understood
   */
  public static List<AlarmSender> senders(Parameters parameters) {
    return parameters.get(Catalogue.ALARM_SOCKETS).stream()
        .map(socket -> sender(parameters, socket))
        .toList();
  }

  /** Starts to look, if there are rules. */
  public static Alarms start(
      Parameters parameters, List<AlarmSender> senders, Measures measures, ThreadFactory threads) {
    List<AlarmRule> rules = parameters.get(Catalogue.ALARMS);
    Alarms alarms =
        new Alarms(
            rules, senders, measures, parameters.get(Catalogue.NODE), Clock.systemUTC(), threads);
    if (!rules.isEmpty()) {
      var unused =
          alarms.timer.scheduleWithFixedDelay(
              alarms::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
    return alarms;
  }

  private static AlarmSender sender(Parameters parameters, ConfiguredSubscription written) {
    try {
      return AlarmSender.of(parameters, written.event(), written.socket());
    } catch (WrongSocketException e) {
      throw new ConfigurationException(
          written.place(), Catalogue.ALARM_SOCKETS + ": " + e.getMessage());
    }
  }

  /** Each rule in the order of the configuration. */
  public List<AlarmStatus> statuses() {
    return watches.stream().map(watch -> watch.status).collect(Collectors.toList());
  }

  private void look() {
    Instant now = clock.instant();
    for (Watch watch : watches) {
      try {
        watch.look(now);
      } catch (RuntimeException e) {
        LOG.log(Level.DEBUG, "the alarm " + watch.status.rule().text() + " cannot be measured", e);
      }
    }
    listeners.forEach(Listener::tell);
  }

  private record Change(
      TimeOrderedId id, Instant at, AlarmRule rule, boolean raised, Optional<Double> value) {}

  /** A rule that is watched. */
  private final class Watch {
    private volatile AlarmStatus status;
    private Instant next = Instant.MIN;

    Watch(AlarmRule rule) {
      status = new AlarmStatus(rule, false, Optional.empty(), Optional.empty());
    }

    void look(Instant now) {
      AlarmRule rule = status.rule();
      if (now.isBefore(next)) {
        return;
      }
      next = rule.measure().isOfCalls() ? now.plus(CALLS_INTERVAL) : now;
      Optional<Double> value = measures.of(rule, now);
      boolean raised = value.map(rule::isRaisedBy).orElse(status.raised());
      boolean changes = raised != status.raised();
      status =
          new AlarmStatus(
              rule,
              raised,
              value,
              changes || status.since().isEmpty() ? Optional.of(now) : status.since());
      if (changes) {
        tell(new Change(id(now), now, rule, raised, value));
      }
    }

    private TimeOrderedId id(Instant now) {
      return TimeOrderedId.of(now.toEpochMilli(), node, ThreadLocalRandom.current().nextLong());
    }

    private void tell(Change change) {
      LOG.log(
          change.raised() ? Level.WARNING : Level.INFO,
          "alarm {0}: {1} (it is {2})",
          change.raised() ? "raised" : "cleared",
          change.rule().text(),
          change.value().map(value -> "%.3f".formatted(value)).orElse("not known"));
      listeners.forEach(listener -> listener.add(change));
    }
  }

  /** A socket, and what it was not told of yet. */
  private static final class Listener {
    private final AlarmSender sender;
    private final Deque<Change> untold = new ArrayDeque<>();
    private boolean failed;

    Listener(AlarmSender sender) {
      this.sender = sender;
    }

    void add(Change change) {
      if (untold.size() == MOST_UNTOLD) {
        untold.removeFirst();
      }
      untold.addLast(change);
    }

    void tell() {
      try {
        while (!untold.isEmpty()) {
          Change change = untold.getFirst();
          sender.send(
              change.id(), change.at(), change.rule().text(), change.raised(), change.value());
          untold.removeFirst();
          failed = false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        LOG.log(
            failed ? Level.DEBUG : Level.WARNING,
            "{0} cannot be told of alarms, and is tried again: {1}",
            sender.shown(),
            e.getMessage());
        failed = true;
      }
    }
  }

  @Override
  public void close() {
    Timers.stop(timer);
    listeners.forEach(listener -> listener.sender.close());
  }
}
