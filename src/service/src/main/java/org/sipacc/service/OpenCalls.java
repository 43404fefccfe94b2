package org.sipacc.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.Dialog.EndRequest;
import org.sipacc.accounting.dialog.DialogFlag;

/**
 * The calls that are being set up or are up. An answered one has the deadline that ends it if
 * nothing else does: its lifetime from the answer on, tm's {@code fr_timeout} from its BYE on.
 * Interim records are due between its answer and its BYE.
 */
final class OpenCalls implements Dialogs, AutoCloseable {
  private static final int HASH_ENTRIES = 4096;

  /** A call that rang at a restart may still be answered within this time. */
  private static final Duration RINGING_AFTER_RESTART = Duration.ofMinutes(5);

  private final Timeouts timeouts;
  private final Instant keptSince;
  private final BiConsumer<Dialog, CallEvent> recorder;
  private final Interims interims;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<String, Dialog> byId = new ConcurrentHashMap<>();
  private final Map<String, Dialog> latestOfCallId = new ConcurrentHashMap<>();
  private final Map<String, List<Dialog>> begunBefore = new ConcurrentHashMap<>();
  private final Map<Dialog, Instant> formerSeen = new ConcurrentHashMap<>();
  private final Map<Dialog, Future<?>> deadlines = new ConcurrentHashMap<>();
  private final Pings pings;
  private final Map<Dialog, Future<?>> sessions = new ConcurrentHashMap<>();
  private final Profiles profiles = new Profiles();
  private final AtomicLong counter = new AtomicLong(System.currentTimeMillis() / 1000);

  /**
   * How long things may take.
   *
   * @param lifetime of a call from its answer on: {@code default_timeout}
   * @param bye until a BYE is answered: {@code fr_timeout}
   * @param race of a call that was cancelled and answered at once: {@code race_condition_timeout}
   * @param ping between two questions whether a call is up: {@code options_ping_interval}
   */
  record Timeouts(Duration lifetime, Duration bye, Duration race, Duration ping) {}

  /**
   * @param keptSince calls whose INVITE came then or later are known as long as they are up
   * @param recorder takes the {@link Ended} event of a call whose deadline passed
   * @param interims closed with this
   */
  OpenCalls(
      Timeouts timeouts,
      Instant keptSince,
      ThreadFactory threads,
      BiConsumer<Dialog, CallEvent> recorder,
      Interims interims) {
    this.timeouts = timeouts;
    this.keptSince = keptSince;
    this.recorder = recorder;
    this.interims = interims;
    this.timer = new ScheduledThreadPoolExecutor(1, threads);
    this.pings = new Pings(timeouts.ping(), timer, dialog -> end(dialog, EndCause.PING_TIMEOUT));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Begins to follow a call whose INVITE came in. */
  Dialog open(AccountingContext accounting, CallClock clock) {
    String callId = accounting.request().callId();
    String id =
        Integer.toHexString(Math.floorMod(callId.hashCode(), HASH_ENTRIES))
            + "."
            + Long.toHexString(counter.incrementAndGet());
    return follow(id, accounting, clock);
  }

  private Dialog follow(String id, AccountingContext accounting, CallClock clock) {
    Dialog dialog = new Dialog(id, accounting, clock, timeouts.lifetime());
    byId.put(id, dialog);
    latestOfCallId.put(dialog.callId(), dialog);
    return dialog;
  }

  /**
   * The call that this INVITE began in a former life, if it was not answered: its caller has heard
   * nothing of it and sends it again.
   */
  Optional<Dialog> sentBefore(RequestFacts invite) {
    return begunBefore(invite.callId()).stream()
        .filter(dialog -> dialog.answered().isEmpty() && formerSeen.containsKey(dialog))
        .filter(dialog -> isSame(dialog.accounting().request(), invite))
        .findFirst();
  }

  /** One that spirals comes from elsewhere each time. */
  private static boolean isSame(RequestFacts one, RequestFacts other) {
    return one.fromTag().equals(other.fromTag())
        && one.requestUri().equals(other.requestUri())
        && one.source().equals(other.source());
  }

  /** Begins to follow the call of a former life anew. */
  Dialog reopen(Dialog former, AccountingContext accounting, CallClock clock) {
    forget(former);
    Dialog dialog = follow(former.id(), accounting, clock);
    addToBegunBefore(dialog);
    return dialog;
  }

  /**
   * Takes up a call that a former life left; {@link #resumeFormer} or {@link #closeFormer} decides
   * how it ends.
   *
   * @param lastSeen when the former life was last known to be alive
   */
  void restore(Dialog dialog, Instant lastSeen) {
    byId.put(dialog.id(), dialog);
    latestOfCallId.put(dialog.callId(), dialog);
    dialog.profiles().forEach((profile, value) -> profiles.join(dialog, profile, value));
    addToBegunBefore(dialog);
    formerSeen.put(dialog, lastSeen);
    counter.accumulateAndGet(number(dialog.id()), Math::max);
  }

  private void addToBegunBefore(Dialog dialog) {
    begunBefore.merge(dialog.callId(), List.of(dialog), OpenCalls::joined);
  }

  private static List<Dialog> joined(List<Dialog> some, List<Dialog> others) {
    return Stream.of(some, others).flatMap(List::stream).toList();
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.indexOf('.') + 1), 16);
  }

  @Override
  public void resumeFormer() {
    formerSeen.keySet().forEach(dialog -> deadlines.computeIfAbsent(dialog, this::formerDeadline));
  }

  /** One that rang may still be answered; the BYE of one that was ending may come again. */
  private Future<?> formerDeadline(Dialog dialog) {
    pings.start(dialog);
    Instant now = dialog.clock().now();
    if (dialog.answered().isEmpty()) {
      Instant end = now.plus(RINGING_AFTER_RESTART);
      return at(end, dialog, () -> new ReplySent(end, Reply.TIMEOUT));
    }
    if (dialog.endReason().isPresent()) {
      Instant end = now.plus(timeouts.bye());
      return at(end, dialog, () -> new Ended(end, EndCause.UNSEEN));
    }
    interims.start(dialog);
    return lifetimeDeadline(dialog);
  }

  @Override
  public List<Dialog> former() {
    return List.copyOf(formerSeen.keySet());
  }

  @Override
  public List<Dialog> begunBefore(String callId) {
    return begunBefore.getOrDefault(callId, List.of());
  }

  @Override
  public boolean mayHaveLost(Instant invited) {
    return invited.isBefore(keptSince);
  }

  @Override
  public void closeFormer(Predicate<Dialog> which) {
    formerSeen.forEach(
        (dialog, lastSeen) -> {
          if (which.test(dialog)) {
            recorder.accept(
                dialog,
                dialog.answered().isPresent()
                    ? new Ended(lastSeen, EndCause.UNSEEN)
                    : new ReplySent(lastSeen, Reply.TIMEOUT));
          }
        });
  }

  /** Keeps the call's state and deadline as the event, which its accounting has taken, demands. */
  void follow(Dialog dialog, CallEvent event) {
    dialog.on(event, timeouts.race());
    if (dialog.accounting().isOver()) {
      forget(dialog);
    } else if (event instanceof ReplySent sent && sent.reply().isSuccess()) {
      if (formerSeen.containsKey(dialog)) {
        replaceDeadline(dialog, lifetimeDeadline(dialog));
      } else {
        deadlines.computeIfAbsent(dialog, this::lifetimeDeadline);
      }
      interims.start(dialog);
      pings.start(dialog);
    } else if (event instanceof ByeReceived bye) {
      interims.stop(dialog);
      Instant end = bye.at().plus(timeouts.bye());
      replaceDeadline(dialog, at(end, dialog, () -> new Ended(end, bye.cause())));
    }
  }

  /**
   * Ends a call on command, or because its lifetime is over: its BYEs get {@code fr_timeout} to be
   * answered.
   */
  EndRequest end(Dialog dialog, EndCause cause) {
    EndRequest outcome = dialog.end(cause);
    if (outcome == EndRequest.ENDING && dialog.answered().isPresent()) {
      interims.stop(dialog);
      CallClock clock = dialog.clock();
      Instant latest = clock.now().plus(timeouts.bye());
      replaceDeadline(dialog, at(latest, dialog, () -> new Ended(clock.now(), cause)));
    }
    return outcome;
  }

  /**
   * Ends the call of which another node saw the BYE, or the calls, if it spiralled.
   *
   * @return how many
   */
  int endElsewhere(ForeignBye bye) {
    List<Dialog> ended = byId.values().stream().filter(dialog -> isOf(bye, dialog)).toList();
    for (Dialog dialog : ended) {
      Instant answered = dialog.answered().orElseThrow();
      Instant end = bye.at().isBefore(answered) ? answered : bye.at();
      recorder.accept(dialog, new Ended(end, bye.cause(), true));
    }
    return ended.size();
  }

  private static boolean isOf(ForeignBye bye, Dialog dialog) {
    return dialog.callId().equals(bye.callId())
        && dialog.callerTag().equals(bye.callerTag())
        && dialog.accounting().isAnsweredDialog(bye.callerTag(), bye.calleeTag());
  }

  @Override
  public void forget(Dialog dialog) {
    if (byId.remove(dialog.id()) != null) {
      latestOfCallId.remove(dialog.callId(), dialog);
      profiles.leaveAll(dialog);
      begunBefore.computeIfPresent(dialog.callId(), (callId, calls) -> without(dialog, calls));
      formerSeen.remove(dialog);
      cancel(deadlines.remove(dialog));
      interims.stop(dialog);
      pings.stop(dialog);
      cancel(sessions.remove(dialog));
    }
  }

  private static List<Dialog> without(Dialog dialog, List<Dialog> calls) {
    List<Dialog> others = calls.stream().filter(other -> other != dialog).toList();
    return others.isEmpty() ? null : others;
  }

  Collection<Dialog> all() {
    return byId.values();
  }

  @Override
  public Optional<Dialog> find(String callId) {
    return Optional.ofNullable(latestOfCallId.get(callId));
  }

  @Override
  public Optional<Dialog> ofId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public int count() {
    return byId.size();
  }

  /** How many calls are answered and have not ended. */
  int answered() {
    return deadlines.size();
  }

  @Override
  public void setLifetime(Dialog dialog, Duration lifetime) {
    dialog.setLifetime(lifetime);
    deadlines.computeIfPresent(
        dialog,
        (d, former) -> {
          if (d.endReason().isPresent()) {
            return former;
          }
          cancel(former);
          return lifetimeDeadline(d);
        });
  }

  @Override
  public void refreshed(Dialog dialog, Optional<Duration> interval) {
    cancel(sessions.remove(dialog));
    interval.ifPresent(
        agreed -> {
          Instant end = dialog.clock().now().plus(agreed);
          sessions.put(dialog, schedule(end, dialog, () -> sessionExpired(dialog, end)));
        });
  }

  /** One that is ending ends by its BYE. */
  private void sessionExpired(Dialog dialog, Instant end) {
    sessions.remove(dialog);
    if (byId.containsKey(dialog.id())
        && dialog.answered().isPresent()
        && dialog.endReason().isEmpty()) {
      recorder.accept(dialog, new Ended(end, EndCause.SESSION_EXPIRED));
    }
  }

  @Override
  public void joinProfile(Dialog dialog, String profile, String value) {
    profiles.join(dialog, profile, value);
  }

  @Override
  public boolean leaveProfile(Dialog dialog, String profile, String value) {
    return profiles.leave(dialog, profile, value);
  }

  @Override
  public int profileSize(String profile, Optional<String> value) {
    return profiles.size(profile, value);
  }

  Profiles profiles() {
    return profiles;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    interims.close();
  }

  private Future<?> lifetimeDeadline(Dialog dialog) {
    Instant expiry = dialog.expires().orElseThrow();
    return schedule(expiry, dialog, () -> expire(dialog, expiry));
  }

  private void expire(Dialog dialog, Instant expiry) {
    EndCause cause = dialog.expiryCause();
    if (!dialog.has(DialogFlag.BYE_ON_TIMEOUT) || end(dialog, cause) != EndRequest.ENDING) {
      recorder.accept(dialog, new Ended(expiry, cause));
    }
  }

  private Future<?> at(Instant when, Dialog dialog, Supplier<CallEvent> event) {
    return schedule(when, dialog, () -> recorder.accept(dialog, event.get()));
  }

  private Future<?> schedule(Instant when, Dialog dialog, Runnable task) {
    Duration delay = Duration.between(dialog.clock().now(), when);
    return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void replaceDeadline(Dialog dialog, Future<?> deadline) {
    cancel(deadlines.put(dialog, deadline));
    if (!byId.containsKey(dialog.id())) {
      // It ended at the same moment.
      cancel(deadlines.remove(dialog));
    }
  }

  private static void cancel(Future<?> former) {
    if (former != null) {
      former.cancel(false);
    }
  }
}
