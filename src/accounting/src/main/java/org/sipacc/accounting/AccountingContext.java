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
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
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
  private final Optional<AccountingContext> call;
  private final boolean upstream;
  private final FieldValues values;
  private final RecordMaker maker;
  private final Marks marks = new Marks();
  private final Set<String> answeredTags = new HashSet<>(2);
  private final Set<Backend> missedInThisAttempt = EnumSet.noneOf(Backend.class);
  private Optional<Instant> created = Optional.empty();
  private String table = "";
  private Optional<ReplySent> answer = Optional.empty();
  private Optional<ByeReceived> bye = Optional.empty();
  private boolean marked;
  private boolean again;
  private boolean over;

  private AccountingContext(
      RequestFacts request,
      AccountingSettings settings,
      String policyVersion,
      Optional<CallHistory> history,
      Optional<AccountingContext> call,
      FieldValues values) {
    this.request = request;
    this.settings = settings;
    this.policyVersion = policyVersion;
    this.history = history;
    this.call = call;
    this.values = values;
    this.upstream = call.filter(c -> !c.request.fromTag().equals(request.fromTag())).isPresent();
    this.maker =
        new RecordMaker(
            request,
            settings,
            policyVersion,
            history.or(() -> call.flatMap(c -> c.history)).map(CallHistory::uid),
            values,
            upstream && settings.options().detectDirection());
  }

  /**
   * The context of a request outside of any call we follow.
   *
   * @param uid the id of the call's summary, used if the request starts a call
   */
  public static AccountingContext of(
      RequestFacts request, AccountingSettings settings, String policyVersion, TimeOrderedId uid) {
    Optional<CallHistory> history =
        request.startsCall()
            ? Optional.of(new CallHistory(uid, request, policyVersion))
            : Optional.empty();
    return new AccountingContext(
        request,
        settings,
        policyVersion,
        history,
        Optional.empty(),
        new FieldValues(settings.hasLegs()));
  }

  /**
   * The context of a request within this call. It is accounted as a transaction of its own (D-23);
   * fields and legs are those of the call, if the call has a CDR to come.
   */
  public AccountingContext within(RequestFacts inDialog) {
    FieldValues own = hasCdr() ? values : new FieldValues(settings.hasLegs());
    if (hasCdr()) {
      own.use();
    }
    return new AccountingContext(
        inDialog, settings, policyVersion, Optional.empty(), Optional.of(this), own);
  }

  /**
   * The context of a call that a former life of this server left.
   *
   * @param settings those of now: values find their fields by their tags
   */
  public static AccountingContext restored(
      AccountingSnapshot snapshot, AccountingSettings settings) {
    AccountingContext context =
        new AccountingContext(
            snapshot.request(),
            settings,
            snapshot.policyVersion(),
            Optional.of(CallHistory.restored(snapshot)),
            Optional.empty(),
            FieldValues.restored(snapshot.extras(), snapshot.legs(), settings.hasLegs()));
    snapshot.marks().forEach((backend, flags) -> context.marks.add(Set.of(backend), flags));
    context.marked = !snapshot.marks().isEmpty();
    context.created = snapshot.created();
    context.table = snapshot.table();
    snapshot.defined().forEach(context.maker::define);
    snapshot.events().forEach(context::recall);
    return context;
  }

  /**
   * The context of this INVITE, which is sent again to a new life of the server: the policy decides
   * anew, but it is the same call, since the same moment. What is recorded at once as long as it
   * has not been sent anywhere was recorded by the former life.
   *
   * @param newPolicyVersion of the policy that decides now
   */
  public synchronized AccountingContext again(String newPolicyVersion) {
    AccountingContext context =
        of(request, settings, newPolicyVersion, history.orElseThrow().uid());
    context.created = created;
    context.again = true;
    return context;
  }

  private void recall(CallEvent event) {
    if (event instanceof ReplySent sent && sent.reply().isSuccess()) {
      answeredTags.add(sent.reply().toTag());
      answer = answer.or(() -> Optional.of(sent));
    } else if (event instanceof ByeReceived received && answer.isPresent()) {
      bye = bye.or(() -> Optional.of(received));
    }
  }

  /** What must survive the process; empty for a request that starts no call. */
  public synchronized Optional<AccountingSnapshot> snapshot() {
    return history.map(
        h ->
            new AccountingSnapshot(
                request,
                h.uid(),
                policyVersion,
                marks.all(),
                created,
                table,
                values.extras(),
                values.legs(),
                maker.defined(),
                h.events()));
  }

  public RequestFacts request() {
    return request;
  }

  /** The version of the policy that marked it. */
  public String policyVersion() {
    return policyVersion;
  }

  /** The id of the call's summary; empty for a request that starts no call. */
  public Optional<TimeOrderedId> uid() {
    return history.map(CallHistory::uid);
  }

  /**
   * Whether From and To are to be exchanged in what is recorded: {@code detect_direction} is on and
   * the callee sent the request.
   */
  public boolean isSwapped() {
    return upstream && settings.options().detectDirection();
  }

  /**
   * {@code do_accounting(type, flags, table)}: adds to what was asked for before.
   *
   * @param at when it is called: with {@code cdr} on a request without To-tag, the record's created
   * @return false if the request is a CANCEL and {@code report_cancels} is off: nothing is marked
   */
  public synchronized boolean doAccounting(AccountingRequest asked, Instant at) {
    if (request.method().equals("CANCEL") && !settings.options().reportCancels()) {
      return false;
    }
    marked = true;
    values.use();
    marks.add(asked.types(), asked.flags());
    if (asked.types().contains(Backend.DB) && (table.isEmpty() || asked.table().isPresent())) {
      table = asked.table().orElse(settings.accTable());
    }
    if (asked.flags().contains(Flag.CDR) && created.isEmpty() && !request.hasToTag()) {
      created = Optional.of(at.truncatedTo(ChronoUnit.SECONDS));
    }
    return true;
  }

  /**
   * {@code drop_accounting(type, flags)}: takes back exactly what is named; within a call with a
   * CDR to come, from that as well.
   *
   * @return false if nothing had ever been asked for
   */
  public synchronized boolean dropAccounting(AccountingRequest dropped) {
    marks.drop(dropped.types(), dropped.flags());
    boolean ofCall =
        call.filter(AccountingContext::hasCdr).map(c -> c.dropAccounting(dropped)).orElse(false);
    return marked || ofCall;
  }

  /** What is marked, as {@code db:cdr|missed}, a text for each backend. */
  public synchronized List<String> marks() {
    return marks.texts();
  }

  /** Whether a CDR is asked for at any backend. */
  public synchronized boolean hasCdr() {
    return marks.anyHas(Flag.CDR);
  }

  /** The values of {@code $acc_extra} and {@code $acc_leg}. */
  public FieldValues values() {
    return values;
  }

  /** Gives a field of {@code db_extra} and its like its value, once for this request. */
  public synchronized void defineExtra(String tag, String value) {
    maker.define(tag, value);
  }

  /**
   * {@code acc_log_request(comment)} and its like: a record at once, whatever is marked; within a
   * call with a CDR to come, with the call's created.
   *
   * @param message the request in hand; this context is another call's if that is loaded
   * @param recordTable the table of a {@link Backend#DB} record
   * @return empty if a former life has made it
   */
  public synchronized Optional<AccountingRecord> accountNow(
      RequestFacts message,
      Backend backend,
      RequestComment comment,
      String recordTable,
      Instant at) {
    if (again) {
      return Optional.empty();
    }
    AccountingContext timed = call.filter(AccountingContext::hasCdr).orElse(this);
    Optional<Timing> timing =
        values.areInUse() ? Optional.of(timed.timing(backend, at, 0)) : Optional.empty();
    boolean swapped = marked && isSwapped();
    return Optional.of(maker.manual(message, swapped, backend, comment, recordTable, at, timing));
  }

  /** Whether the call was answered and has not ended. */
  public synchronized boolean isUp() {
    return answer.isPresent() && !over;
  }

  /** Whether a 2xx with that To-tag has come. */
  public synchronized boolean hasAnswerOf(String toTag) {
    return answeredTags.contains(toTag);
  }

  /** Whether nothing more can follow: the final reply was negative, or the call has ended. */
  public synchronized boolean isOver() {
    return over;
  }

  /** The tag of the answer; "" before it. */
  public synchronized String answeredTag() {
    return answer.map(sent -> sent.reply().toTag()).orElse("");
  }

  /**
   * Whether a BYE or re-INVITE with these tags, in either order, belongs to the answered dialog.
   */
  public synchronized boolean isAnsweredDialog(String oneTag, String otherTag) {
    if (answer.isEmpty()) {
      return false;
    }
    String callee = answeredTag();
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
      again = false;
    } else if (event instanceof AttemptFailed failed) {
      missed(failed.at(), failed.reply(), records);
    } else if (event instanceof Progressed progressed) {
      progressed(progressed, records);
    } else if (event instanceof ReplySent sent) {
      replySent(sent, records);
    } else if (event instanceof RepliedStatelessly) {
      over = answer.isEmpty();
    } else if (event instanceof ByeReceived received) {
      if (answer.isPresent() && bye.isEmpty()) {
        bye = Optional.of(received);
      }
    } else if (event instanceof Ended ended) {
      ended(ended, records);
    }
    return new Output(records, history.flatMap(h -> h.on(event)));
  }

  /**
   * How long the call has lasted so far: an interim record for each backend that wants them of a
   * call with {@code cdr}. None before the answer, and none from the BYE on.
   *
   * @param at the instant that they tell of
   */
  public synchronized List<AccountingRecord> interim(Instant at) {
    if (!isUp() || bye.isPresent()) {
      return List.of();
    }
    return settings.options().interims().stream()
        .filter(backend -> marks.has(backend, Flag.CDR))
        .sorted()
        .map(backend -> ofCall(RecordKind.INTERIM, backend, answer.orElseThrow(), at))
        .toList();
  }

  private void progressed(Progressed progressed, List<AccountingRecord> records) {
    Reply reply = progressed.reply();
    if (settings.options().earlyMedia() && reply.received() && reply.hasBody()) {
      marks.backends().forEach(backend -> records.add(base(backend, progressed.at(), reply)));
    }
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
      if (startsCall && marks.has(backend, Flag.CDR) && !recordsAnswer(backend)) {
        continue;
      }
      if (reply.isNegative()) {
        failed(backend, sent, records);
      } else {
        records.add(base(backend, sent.at(), reply));
      }
    }
    if (startsCall && answer.isEmpty()) {
      answer = Optional.of(sent);
    }
    over = !startsCall && answer.isEmpty();
  }

  /** Whether the answer of a call with a CDR to come is recorded too: the first one only. */
  private boolean recordsAnswer(Backend backend) {
    return answer.isEmpty() && settings.options().answers().contains(backend);
  }

  /** The CDR of a failed call takes the place of its base record, as that of an answered one. */
  private void failed(Backend backend, ReplySent sent, List<AccountingRecord> records) {
    if (settings.options().failedFilter().contains(sent.reply().status())) {
      return;
    }
    boolean cdr =
        settings.options().cdrOnFailed() && request.startsCall() && marks.has(backend, Flag.CDR);
    if (cdr) {
      Reply reply = sent.reply();
      records.add(
          maker.ofCall(
              RecordKind.CDR,
              backend,
              table,
              sent.at(),
              reply.received() ? reply : Reply.local(reply.status(), reply.reason(), ""),
              timing(backend, sent.at(), 0)));
    } else if (marks.has(backend, Flag.FAILED)) {
      records.add(base(backend, sent.at(), sent.reply()));
    }
  }

  private void missed(Instant at, Reply reply, List<AccountingRecord> records) {
    if (!reply.isNegative() || answer.isPresent()) {
      return;
    }
    for (Backend backend : marks.backends()) {
      if (marks.has(backend, Flag.MISSED)) {
        marks.clear(backend, Flag.MISSED);
        if (missedInThisAttempt.add(backend)) {
          records.add(
              maker.transaction(
                  RecordKind.MISSED, backend, table, at, reply, timing(backend, at, 0)));
        }
      }
    }
  }

  private void ended(Ended ended, List<AccountingRecord> records) {
    if (answer.isEmpty()) {
      return;
    }
    over = true;
    Instant end = bye.map(ByeReceived::at).orElse(ended.at());
    EndCause cause = bye.map(ByeReceived::cause).orElse(ended.cause());
    for (Backend backend : marks.backends()) {
      if (marks.has(backend, Flag.CDR)) {
        records.add(ofCall(RecordKind.CDR, backend, answer.get(), end).endedBy(cause));
      }
    }
  }

  /** A record of the answered call up to an instant. */
  private AccountingRecord ofCall(
      RecordKind kind, Backend backend, ReplySent answered, Instant upTo) {
    long millis = Math.max(0, Duration.between(answered.at(), upTo).toMillis());
    Timing timing = timing(backend, answered.at(), millis);
    return maker.ofCall(kind, backend, table, answered.at(), answered.reply(), timing);
  }

  private AccountingRecord base(Backend backend, Instant at, Reply reply) {
    return maker.transaction(RecordKind.BASE, backend, table, at, reply, timing(backend, at, 0));
  }

  private synchronized Timing timing(Backend backend, Instant at, long durationMillis) {
    if (created.isEmpty() || !marks.has(backend, Flag.CDR)) {
      return Timing.NONE;
    }
    long setup = Math.max(0, at.getEpochSecond() - created.get().getEpochSecond());
    return new Timing(created, setup, durationMillis);
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
