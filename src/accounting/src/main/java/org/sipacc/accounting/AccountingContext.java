package org.sipacc.accounting;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.AccountingSettings.FieldName;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.ReplySent;

/**
 * The accounting of one request, and of the call if it is an INVITE that starts one: what was asked
 * for, what happened, and the records that follow from both.
 *
 * <p>{@link #on} takes what happened and answers with the records that are finished by it. Events
 * may come repeated and in any order; a record is made once. No input or output happens here.
 *
 * <p>Thread-safe: timers and management commands come from other threads than the container's.
 */
public final class AccountingContext {
  private final RequestFacts request;
  private final AccountingSettings settings;
  private final String policyVersion;
  private final Optional<CallHistory> history;
  private final Marks marks = new Marks();
  private final FieldValues values = new FieldValues();
  private final Set<String> answeredTags = new HashSet<>(2);
  private final Set<Backend> missedInThisAttempt = EnumSet.noneOf(Backend.class);
  private Optional<Instant> created = Optional.empty();
  private String table = "";
  private Optional<ReplySent> answer = Optional.empty();
  private Optional<ByeReceived> bye = Optional.empty();
  private boolean marked;
  private boolean over;

  private AccountingContext(
      RequestFacts request,
      AccountingSettings settings,
      String policyVersion,
      Optional<CallHistory> history) {
    this.request = request;
    this.settings = settings;
    this.policyVersion = policyVersion;
    this.history = history;
  }

  /**
   * The context of a request.
   *
   * @param uid the id of the call's summary, used if the request starts a call
   */
  public static AccountingContext of(
      RequestFacts request, AccountingSettings settings, String policyVersion, TimeOrderedId uid) {
    Optional<CallHistory> history =
        request.startsCall()
            ? Optional.of(new CallHistory(uid, request, policyVersion))
            : Optional.empty();
    return new AccountingContext(request, settings, policyVersion, history);
  }

  public RequestFacts request() {
    return request;
  }

  /**
   * {@code do_accounting(type, flags, table)}: adds to what was asked for before.
   *
   * @param at when it is called: with {@code cdr} on a request without To-tag, the record's created
   */
  public synchronized void doAccounting(AccountingRequest asked, Instant at) {
    marked = true;
    marks.add(asked.types(), asked.flags());
    if (asked.types().contains(Backend.DB) && (table.isEmpty() || asked.table().isPresent())) {
      table = asked.table().orElse(settings.accTable());
    }
    if (asked.flags().contains(Flag.CDR) && created.isEmpty() && !request.hasToTag()) {
      created = Optional.of(at.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /**
   * {@code drop_accounting(type, flags)}: takes back exactly what is named.
   *
   * @return false if nothing had ever been asked for
   */
  public synchronized boolean dropAccounting(AccountingRequest dropped) {
    marks.drop(dropped.types(), dropped.flags());
    return marked;
  }

  /** The value of {@code $acc_extra(tag)}; empty if it has none. */
  public synchronized Optional<String> extra(String tag) {
    return values.extra(tag);
  }

  /** Sets {@code $acc_extra(tag)}; the empty string deletes it. */
  public synchronized void setExtra(String tag, String value) {
    values.setExtra(tag, value);
  }

  /** Whether the call was answered and has not ended. */
  public synchronized boolean isUp() {
    return answer.isPresent() && !over;
  }

  /**
   * Whether a BYE or re-INVITE with these tags, in either order, belongs to the answered dialog.
   */
  public synchronized boolean isAnsweredDialog(String oneTag, String otherTag) {
    if (answer.isEmpty()) {
      return false;
    }
    String callee = answer.get().reply().toTag();
    String caller = request.fromTag();
    return (caller.equals(oneTag) && callee.equals(otherTag))
        || (caller.equals(otherTag) && callee.equals(oneTag));
  }

  /** Takes an event and answers with what is finished by it. */
  public synchronized Output on(CallEvent event) {
    if (over) {
      return Output.NOTHING;
    }
    List<AccountingRecord> records = new ArrayList<>();
    if (event instanceof AttemptStarted) {
      missedInThisAttempt.clear();
    } else if (event instanceof AttemptFailed failed) {
      missed(failed.at(), failed.reply(), records);
    } else if (event instanceof ReplySent sent) {
      replySent(sent, records);
    } else if (event instanceof ByeReceived received) {
      if (answer.isPresent() && bye.isEmpty()) {
        bye = Optional.of(received);
      }
    } else if (event instanceof Ended ended) {
      ended(ended, records);
    }
    return new Output(records, history.flatMap(h -> h.on(event)));
  }

  private void replySent(ReplySent sent, List<AccountingRecord> records) {
    Reply reply = sent.reply();
    if (!reply.isFinal() || (reply.isNegative() && answer.isPresent())) {
      return;
    }
    if (reply.isSuccess() && !answeredTags.add(reply.toTag())) {
      return;
    }
    if (reply.isNegative() && request.method().equals("INVITE")) {
      missed(sent.at(), reply, records);
    }
    boolean startsCall = request.startsCall() && reply.isSuccess();
    for (Backend backend : marks.backends()) {
      boolean wanted = !reply.isNegative() || marks.has(backend, Flag.FAILED);
      boolean leftToCdr = startsCall && marks.has(backend, Flag.CDR);
      if (wanted && !leftToCdr) {
        records.add(transactionRecord(RecordKind.BASE, backend, sent.at(), reply));
      }
    }
    if (startsCall && answer.isEmpty()) {
      answer = Optional.of(sent);
    }
    over = !startsCall && answer.isEmpty();
  }

  private void missed(Instant at, Reply reply, List<AccountingRecord> records) {
    if (!reply.isNegative() || answer.isPresent()) {
      return;
    }
    for (Backend backend : marks.backends()) {
      if (marks.has(backend, Flag.MISSED)) {
        marks.clear(backend, Flag.MISSED);
        if (missedInThisAttempt.add(backend)) {
          records.add(transactionRecord(RecordKind.MISSED, backend, at, reply));
        }
      }
    }
  }

  private void ended(Ended ended, List<AccountingRecord> records) {
    if (answer.isEmpty()) {
      return;
    }
    over = true;
    Instant answered = answer.get().at();
    Instant end = bye.map(ByeReceived::at).orElse(ended.at());
    long durationMillis = Math.max(0, Duration.between(answered, end).toMillis());
    Reply reply = answer.get().reply();
    for (Backend backend : marks.backends()) {
      if (marks.has(backend, Flag.CDR)) {
        Timing timing = timing(backend, answered, durationMillis);
        records.add(record(RecordKind.CDR, backend, answered, reply, reply.toTag(), timing));
      }
    }
  }

  /** A local reply's To-tag is not recorded (D-14); a CDR's is (D-33). */
  private AccountingRecord transactionRecord(
      RecordKind kind, Backend backend, Instant at, Reply reply) {
    String toTag = reply.received() ? reply.toTag() : "";
    return record(kind, backend, at, reply, toTag, timing(backend, at, 0));
  }

  private Timing timing(Backend backend, Instant at, long durationMillis) {
    if (created.isEmpty() || !marks.has(backend, Flag.CDR)) {
      return Timing.NONE;
    }
    long setup = Math.max(0, at.getEpochSecond() - created.get().getEpochSecond());
    return new Timing(created, setup, durationMillis);
  }

  private AccountingRecord record(
      RecordKind kind, Backend backend, Instant at, Reply reply, String toTag, Timing timing) {
    boolean db = backend == Backend.DB;
    CoreFields core =
        new CoreFields(
            request.method(),
            request.fromTag(),
            toTag,
            request.callId(),
            Integer.toString(reply.status()),
            reply.reason(),
            at);
    List<FieldName> extras = settings.extras().getOrDefault(backend, List.of());
    return new AccountingRecord(
        kind,
        backend,
        db ? kind == RecordKind.MISSED ? settings.missedTable() : table : "",
        db ? settings.columns() : CoreColumns.DEFAULT,
        history.map(CallHistory::uid),
        policyVersion,
        core,
        Optional.of(timing),
        values.resolve(extras),
        List.of());
  }

  /**
   * What an event finished.
   *
   * @param summary the call's, when it is over
   */
  public record Output(List<AccountingRecord> records, Optional<CallSummary> summary) {
    static final Output NOTHING = new Output(List.of(), Optional.empty());

    public Output {
      records = List.copyOf(records);
    }

    public boolean isEmpty() {
      return records.isEmpty() && summary.isEmpty();
    }
  }
}
