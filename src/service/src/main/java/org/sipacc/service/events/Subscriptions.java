package org.sipacc.service.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.ConfiguredSubscription;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.backends.event.EventName;
import org.sipacc.backends.event.EventSink;
import org.sipacc.backends.event.EventSinks;
import org.sipacc.backends.event.WrongSocketException;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.Delivery;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.Journal;

/**
 * The subscriptions to events. Each is a destination of its own: it gets what is recorded from its
 * making on, once, and holds up nobody else. One of the configuration never expires; one made at
 * run time does, survives restarts until then, and is renewed by asking for it again.
 */
public final class Subscriptions implements AutoCloseable {
  /** How long a subscription lasts that asks for no time of its own, as in OpenSIPS. */
  public static final Duration DEFAULT_EXPIRE = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(Subscriptions.class.getName());

  /** Each has a thread. */
  private static final int MOST = 100;

  private static final Duration LAST_DELIVERY = Duration.ofSeconds(2);
  private static final long TICK_MILLIS = 250;
  private static final String CURSOR = "cursor-evi-";

  private final Journal journal;
  private final EventSinks sinks;
  private final Path directory;
  private final SubscriptionFile file;
  private final Clock clock;
  private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
  private final Set<String> ending = new HashSet<>();
  private Optional<Delivery> delivery = Optional.empty();
  private Optional<ScheduledThreadPoolExecutor> timer = Optional.empty();
  private Optional<Future<?>> watch = Optional.empty();

  private Subscriptions(Journal journal, EventSinks sinks, Path directory, Clock clock) {
    this.journal = journal;
    this.sinks = sinks;
    this.directory = directory;
    this.file = new SubscriptionFile(directory.resolve("subscriptions"));
    this.clock = clock;
  }

  /**
   * The subscriptions of the configuration, and those made at run time that have not expired.
   *
   * @param directory where the latter and all cursors are kept
   * @throws ConfigurationException if a configured one is wrong
   * @throws UncheckedIOException if the directory cannot be read or written
   */
  public static Subscriptions open(
      Parameters parameters, Path directory, Journal journal, Clock clock) {
    Subscriptions all =
        new Subscriptions(journal, new EventSinks(parameters, directory), directory, clock);
    parameters.get(Catalogue.EVENT_SUBSCRIPTIONS).forEach(all::configured);
    try {
      all.restore();
      all.removeCursorsOfOthers();
    } catch (IOException e) {
      throw new UncheckedIOException("the subscriptions in " + directory + ": " + e, e);
    } catch (SinkUnavailableException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
    return all;
  }

  private void configured(ConfiguredSubscription written) {
    try {
      EventName event = event(written.event());
      Subscription subscription =
          new Subscription(event, written.socket(), clock.instant(), Optional.empty(), true);
      subscribers.put(subscription.id(), subscriber(subscription));
    } catch (WrongSocketException | SubscriptionRefusedException e) {
      throw new ConfigurationException(
          written.place(), Catalogue.EVENT_SUBSCRIPTIONS + ": " + e.getMessage());
    }
  }

  private void restore() throws IOException, SinkUnavailableException {
    for (Subscription kept : file.read()) {
      if (!kept.isOverAt(clock.instant()) && !subscribers.containsKey(kept.id())) {
        try {
          subscribers.put(kept.id(), subscriber(kept));
        } catch (WrongSocketException e) {
          LOG.log(Level.WARNING, "subscription {0} is left out: {1}", kept.id(), e.getMessage());
        }
      }
    }
    for (Subscriber subscriber : subscribers.values()) {
      subscriber.sink().beginOnceAt(journal.id(), journal.openedAt());
    }
  }

  /** Of subscriptions that are gone: should they come again, they begin anew. */
  private void removeCursorsOfOthers() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path cursor : files.filter(path -> isCursorOfOther(path)).toList()) {
        Files.delete(cursor);
      }
    }
  }

  private boolean isCursorOfOther(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(CURSOR)
        && !subscribers.containsKey(name.substring(CURSOR.length()).replaceFirst("\\..*", ""));
  }

  /** What the delivery is to begin with. */
  public List<Sink> sinks() {
    return subscribers.values().stream().<Sink>map(Subscriber::sink).toList();
  }

  /** Follows the subscriptions from now on: they expire, and new ones can be made. */
  public synchronized void start(Delivery running, ThreadFactory threads) {
    delivery = Optional.of(running);
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
    watch =
        Optional.of(
            executor.scheduleWithFixedDelay(
                this::letExpire, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
    timer = Optional.of(executor);
  }

  /** All of them, those of the configuration first. */
  public synchronized List<SubscriptionStatus> all() {
    Map<String, DelivererStatus> deliveries =
        delivery.map(Delivery::statuses).orElse(List.of()).stream()
            .collect(Collectors.toMap(DelivererStatus::destination, status -> status));
    return subscribers.values().stream()
        .map(one -> one.status(Optional.ofNullable(deliveries.get(one.sink().name()))))
        .toList();
  }

  /**
   * Subscribes a socket to an event, or renews its subscription.
   *
   * @param expire how long; empty for the {@link #DEFAULT_EXPIRE default}
   * @throws SubscriptionRefusedException if event, socket or time are wrong, or it cannot be kept
   */
  public synchronized SubscriptionStatus subscribe(
      String event, String socket, Optional<Duration> expire) throws SubscriptionRefusedException {
    Duration lasts = expire.orElse(DEFAULT_EXPIRE);
    if (lasts.isNegative() || lasts.isZero()) {
      throw new SubscriptionRefusedException("expire must be 1 second or more");
    }
    Instant now = clock.instant();
    Subscription asked =
        new Subscription(event(event), socket, now, Optional.of(now.plus(lasts)), false);
    awaitEnd(asked.id());
    Subscriber known = subscribers.get(asked.id());
    try {
      if (known == null) {
        begin(asked);
      } else if (!known.subscription().configured()) {
        put(asked, known.sink());
        file.write(kept());
      }
    } catch (WrongSocketException e) {
      throw new SubscriptionRefusedException(e.getMessage(), e);
    } catch (IOException | SinkUnavailableException e) {
      throw new SubscriptionRefusedException("it cannot be kept: " + e.getMessage(), e);
    }
    return all().stream()
        .filter(status -> status.id().equals(asked.id()))
        .findFirst()
        .orElseThrow();
  }

  private void begin(Subscription asked)
      throws SubscriptionRefusedException,
          WrongSocketException,
          SinkUnavailableException,
          IOException {
    if (subscribers.size() >= MOST) {
      throw new SubscriptionRefusedException(
          "there are " + MOST + " subscriptions, which is the most; end one first");
    }
    EventSink sink = subscriber(asked).sink();
    journal.sync();
    sink.beginAt(journal.id(), journal.syncedPosition());
    put(asked, sink);
    file.write(kept());
    delivery.ifPresent(running -> running.add(sink));
  }

  /** One that is being let go uses the same files. */
  private void awaitEnd(String id) throws SubscriptionRefusedException {
    try {
      while (ending.contains(id)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SubscriptionRefusedException("the server is stopping", e);
    }
  }

  /**
   * Ends a subscription.
   *
   * @param id its id
   * @return false if there is none
   * @throws SubscriptionRefusedException if it stands in the configuration
   */
  public boolean unsubscribe(String id) throws SubscriptionRefusedException {
    Optional<Subscriber> found;
    synchronized (this) {
      found = Optional.ofNullable(subscribers.get(id));
      if (found.filter(subscriber -> subscriber.subscription().configured()).isPresent()) {
        throw new SubscriptionRefusedException(
            "subscription "
                + id
                + " stands in "
                + Catalogue.EVENT_SUBSCRIPTIONS
                + "; remove it there and restart");
      }
      found.ifPresent(this::forget);
    }
    found.ifPresent(this::letGo);
    return found.isPresent();
  }

  private void letExpire() {
    try {
      List<Subscriber> over;
      synchronized (this) {
        Instant now = clock.instant();
        over =
            subscribers.values().stream()
                .filter(subscriber -> subscriber.subscription().isOverAt(now))
                .toList();
        over.forEach(this::forget);
      }
      over.forEach(this::letGo);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "subscriptions could not be looked through", e);
    }
  }

  private void forget(Subscriber gone) {
    gone.sink().endAt(clock.instant());
    subscribers.remove(gone.subscription().id());
    ending.add(gone.subscription().id());
    try {
      file.write(kept());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the subscriptions cannot be written: {0}", e.toString());
    }
  }

  private void letGo(Subscriber gone) {
    try {
      if (delivery.isPresent()) {
        delivery.get().remove(gone.sink().name(), LAST_DELIVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended(gone.subscription().id());
    }
    LOG.log(
        Level.INFO,
        "subscription {0} of {1} to {2} has ended",
        gone.subscription().id(),
        gone.sink().socket(),
        gone.subscription().event());
  }

  private synchronized void ended(String id) {
    ending.remove(id);
    notifyAll();
  }

  private Subscriber subscriber(Subscription subscription) throws WrongSocketException {
    return new Subscriber(
        subscription, sinks.of(subscription.id(), subscription.event(), subscription.socket()));
  }

  private void put(Subscription subscription, EventSink sink) {
    subscribers.put(subscription.id(), new Subscriber(subscription, sink));
  }

  private List<Subscription> kept() {
    return subscribers.values().stream()
        .map(Subscriber::subscription)
        .filter(subscription -> !subscription.configured())
        .toList();
  }

  private static EventName event(String text) throws SubscriptionRefusedException {
    return EventName.parse(text)
        .orElseThrow(
            () ->
                new SubscriptionRefusedException(
                    "there is no event "
                        + text
                        + "; write one of "
                        + Arrays.stream(EventName.values())
                            .map(EventName::name)
                            .collect(Collectors.joining(", "))));
  }

  /** Ends the watch; the subscriptions stay for the next start. */
  @Override
  public void close() {
    watch.ifPresent(task -> task.cancel(false));
    timer.ifPresent(ScheduledThreadPoolExecutor::shutdownNow);
  }
}
