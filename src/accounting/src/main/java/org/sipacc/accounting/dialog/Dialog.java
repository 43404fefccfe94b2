package org.sipacc.accounting.dialog;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.AccountingSnapshot;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.dialog.DialogControl.Party;
import org.sipacc.accounting.variable.DialogView;

/**
 * A call from its INVITE to its end, as OpenSIPS's dialog module follows it: state, lifetime,
 * flags, values and profiles. Its accounting is a part of it.
 *
 * <p>Thread-safe.
 */
public final class Dialog implements DialogView {
  private final String id;
  private final AccountingContext accounting;
  private final CallClock clock;
  private final Map<String, String> values = new HashMap<>(0);
  private final Map<String, String> profiles = new HashMap<>(0);
  private Duration lifetime;
  private DialogFlags flags = DialogFlags.NONE;
  private List<String> targets = List.of();
  private boolean early;
  private boolean cancelled;
  private boolean acknowledged;
  private boolean ending;
  private Optional<Instant> answered = Optional.empty();
  private Optional<Instant> expires = Optional.empty();
  private Optional<EndCause> endCause = Optional.empty();
  private boolean ended;
  private Optional<DialogControl> control = Optional.empty();
  private Optional<DialogPaths> paths = Optional.empty();

  /**
   * @param id names it in commands
   * @param accounting of the INVITE
   * @param lifetime how long it may last from its answer on: {@code default_timeout}
   */
  public Dialog(String id, AccountingContext accounting, CallClock clock, Duration lifetime) {
    this.id = id;
    this.accounting = accounting;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /**
   * A call that a former life of this server left. Whether its answer was acknowledged is not known
   * any more and taken for granted.
   *
   * @param settings those of now
   * @param clock begins now: the time before it is the wall clock's
   */
  public static Dialog restored(
      CallSnapshot snapshot, AccountingSettings settings, CallClock clock) {
    AccountingContext accounting = AccountingContext.restored(snapshot.accounting(), settings);
    Dialog dialog = new Dialog(snapshot.id(), accounting, clock, snapshot.lifetime());
    snapshot.accounting().events().forEach(event -> dialog.on(event, snapshot.lifetime()));
    dialog.expires = snapshot.expires();
    dialog.flags = new DialogFlags(snapshot.flags());
    dialog.targets = snapshot.targets();
    dialog.values.putAll(snapshot.values());
    dialog.profiles.putAll(snapshot.profiles());
    dialog.paths = snapshot.paths();
    dialog.acknowledged = dialog.answered.isPresent();
    return dialog;
  }

  /** What must survive the process. */
  public CallSnapshot snapshot() {
    AccountingSnapshot accounted = accounting.snapshot().orElseThrow();
    synchronized (this) {
      return new CallSnapshot(
          id, accounted, lifetime, expires, flags.flags(), targets, values, profiles, paths);
    }
  }

  public AccountingContext accounting() {
    return accounting;
  }

  /** How its parties are reached; before the answer {@link DialogPaths#ringing}. */
  public synchronized void setPaths(DialogPaths newPaths) {
    paths = Optional.of(newPaths);
  }

  /** How its parties are reached; empty before the answer. */
  public synchronized Optional<DialogPaths> paths() {
    return paths.filter(known -> answered.isPresent());
  }

  /** How its caller is reached; empty as long as nothing is known of it. */
  public synchronized Optional<DialogPaths.Path> callerPath() {
    return paths.map(DialogPaths::caller);
  }

  /** The clock by which everything of the call is timed. */
  public CallClock clock() {
    return clock;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String callId() {
    return accounting.request().callId();
  }

  @Override
  public String callerTag() {
    return accounting.request().fromTag();
  }

  /** {@code create_dialog}: replaces the flags. */
  public synchronized void setFlags(DialogFlags newFlags) {
    flags = newFlags;
  }

  public synchronized boolean has(DialogFlag flag) {
    return flags.has(flag);
  }

  /** {@code $DLG_timeout}: from now on if the call is answered, else from its answer on. */
  public synchronized void setLifetime(Duration newLifetime) {
    lifetime = newLifetime;
    if (answered.isPresent()) {
      expires = Optional.of(clock.now().plus(newLifetime));
    }
  }

  public synchronized Duration lifetime() {
    return lifetime;
  }

  /** When its lifetime is over; empty before the answer. */
  public synchronized Optional<Instant> expires() {
    return expires;
  }

  public synchronized Optional<Instant> answered() {
    return answered;
  }

  /**
   * What ends the call when its lifetime is over: that it was cancelled at the moment it was
   * answered, if so and {@code end-on-race-condition} is set, else the lifetime itself.
   */
  public synchronized EndCause expiryCause() {
    return isRace() ? EndCause.CANCELLED : EndCause.LIFETIME_TIMEOUT;
  }

  /** Where the INVITE was sent last; empty if it has not been. */
  public synchronized List<String> targets() {
    return targets;
  }

  /** The ACK of the answer came. */
  public synchronized void acknowledged() {
    acknowledged = true;
  }

  /**
   * Takes what happened to the call; its accounting is told separately.
   *
   * @param raceTimeout {@code race_condition_timeout}
   */
  public synchronized void on(CallEvent event, Duration raceTimeout) {
    if (event instanceof AttemptStarted started) {
      targets = started.targets();
    } else if (event instanceof Progressed) {
      early = true;
    } else if (event instanceof Cancelled cancel && answered.isEmpty()) {
      cancelled = cancelled || cancel.cause() == EndCause.CANCELLED;
    } else if (event instanceof ReplySent sent) {
      replied(sent, raceTimeout);
    } else if (event instanceof ByeReceived bye && answered.isPresent()) {
      endCause = endCause.or(() -> Optional.of(bye.cause()));
    } else if (event instanceof Ended end && answered.isPresent()) {
      endCause = endCause.or(() -> Optional.of(end.cause()));
      ended = true;
    } else if (event instanceof RepliedStatelessly) {
      ended = ended || answered.isEmpty();
    }
  }

  private void replied(ReplySent sent, Duration raceTimeout) {
    if (answered.isPresent() || !sent.reply().isFinal()) {
      return;
    }
    if (sent.reply().isNegative()) {
      ended = true;
      return;
    }
    answered = Optional.of(sent.at());
    if (isRace()) {
      lifetime = raceTimeout;
    }
    expires = Optional.of(sent.at().plus(lifetime));
  }

  private boolean isRace() {
    return cancelled && flags.has(DialogFlag.END_ON_RACE_CONDITION);
  }

  @Override
  public synchronized int status() {
    if (ended) {
      return 5;
    }
    if (answered.isPresent()) {
      return acknowledged ? 4 : 3;
    }
    return early ? 2 : 1;
  }

  @Override
  public synchronized long lifetimeSeconds() {
    return answered.map(at -> Duration.between(at, clock.now()).toSeconds()).orElse(0L);
  }

  @Override
  public synchronized OptionalLong timeoutSeconds() {
    return OptionalLong.of(
        expires
            .map(at -> Math.max(0, Duration.between(clock.now(), at).toSeconds()))
            .orElse(lifetime.toSeconds()));
  }

  @Override
  public synchronized Optional<String> endReason() {
    return endCause.map(EndCause::text);
  }

  @Override
  public synchronized List<String> flags() {
    return flags.flags().stream().sorted(Comparator.naturalOrder()).map(DialogFlag::word).toList();
  }

  @Override
  public synchronized Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Sets {@code $dlg_val(name)}; empty deletes it. */
  public synchronized void setValue(String name, Optional<String> value) {
    value.ifPresentOrElse(text -> values.put(name, text), () -> values.remove(name));
  }

  public synchronized Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** {@code set_dlg_profile}: "" is the value in a profile without values. */
  public synchronized void joinProfile(String profile, String value) {
    profiles.put(profile, value);
  }

  /**
   * {@code unset_dlg_profile}.
   *
   * @return false if it does not belong to the profile with this value
   */
  public synchronized boolean leaveProfile(String profile, String value) {
    return profiles.remove(profile, value);
  }

  /** Whether it belongs to a profile, and with this value if one is asked for. */
  public synchronized boolean isInProfile(String profile, Optional<String> value) {
    String own = profiles.get(profile);
    return own != null && (value.isEmpty() || own.equals(value.get()));
  }

  /** Each profile with the value in it. */
  public synchronized Map<String, String> profiles() {
    return Map.copyOf(profiles);
  }

  /** Tells who can end the call. */
  public synchronized void controlledBy(DialogControl newControl) {
    control = Optional.of(newControl);
  }

  /** Whether the container can end the call. */
  public synchronized boolean isControlled() {
    return control.isPresent();
  }

  /**
   * Ends the call by its control, once.
   *
   * @return what came of it
   */
  public EndRequest end(EndCause cause) {
    DialogControl ender;
    Optional<EndCause> causeBefore;
    synchronized (this) {
      if (ended) {
        return EndRequest.OVER;
      }
      if (ending) {
        return EndRequest.ALREADY_ENDING;
      }
      if (control.isEmpty()) {
        return EndRequest.NOT_SUPPORTED;
      }
      ending = true;
      causeBefore = endCause;
      endCause = endCause.or(() -> Optional.of(cause));
      ender = control.get();
    }
    if (ender.end(cause)) {
      return EndRequest.ENDING;
    }
    synchronized (this) {
      ending = false;
      endCause = causeBefore;
    }
    return EndRequest.NOT_SUPPORTED;
  }

  /** Which parties are to be asked whether the call is up: of an answered one only. */
  public synchronized Set<Party> pinged() {
    Set<Party> parties = EnumSet.noneOf(Party.class);
    if (answered.isPresent() && flags.has(DialogFlag.OPTIONS_PING_CALLER)) {
      parties.add(Party.CALLER);
    }
    if (answered.isPresent() && flags.has(DialogFlag.OPTIONS_PING_CALLEE)) {
      parties.add(Party.CALLEE);
    }
    return parties;
  }

  /**
   * Asks a party whether the call is up, unless it is ending.
   *
   * @param gone run if the party says no, or nothing
   */
  public void ping(Party party, Runnable gone) {
    Optional<DialogControl> asker;
    synchronized (this) {
      asker = control.filter(known -> endCause.isEmpty() && !ended);
    }
    asker.ifPresent(known -> known.ping(party, gone));
  }

  /** What came of the wish to end a call. */
  public enum EndRequest {
    ENDING,
    ALREADY_ENDING,
    OVER,
    NOT_SUPPORTED
  }
}
