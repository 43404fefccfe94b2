package org.sipacc.accounting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.AccountingSettings.FieldName;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;

/** The acceptance list's standard call: c1@a from ft1 to tt1 at the instants C, S, N, B and E. */
final class StandardCall {
  static final Instant INVITED = Instant.ofEpochMilli(1_700_000_000_200L);
  static final Instant RINGING = Instant.ofEpochMilli(1_700_000_002_000L);
  static final Instant ANSWERED = Instant.ofEpochMilli(1_700_000_005_700L);
  static final Instant REFUSED = Instant.ofEpochMilli(1_700_000_008_300L);
  static final Instant BYE = Instant.ofEpochMilli(1_700_000_065_950L);
  static final Instant ENDED = Instant.ofEpochMilli(1_700_000_066_100L);

  static final TimeOrderedId UID = TimeOrderedId.of(INVITED.toEpochMilli(), 0, 1);

  private static final Map<Backend, List<FieldName>> EXTRAS =
      Map.of(Backend.DB, List.of(new FieldName("src", "src_user")));

  private final List<AccountingRecord> records = new ArrayList<>();
  private final AccountingContext context;
  private Optional<CallSummary> summary = Optional.empty();

  private StandardCall(AccountingContext context) {
    this.context = context;
  }

  static StandardCall invite() {
    return request("INVITE");
  }

  static StandardCall invite(AccountingSettings.Options options) {
    return request("INVITE", options);
  }

  static StandardCall inviteWithLegs(Map<Backend, List<FieldName>> legs) {
    return request("INVITE", legs, AccountingSettings.Options.DEFAULT);
  }

  static StandardCall request(String method) {
    return request(method, AccountingSettings.Options.DEFAULT);
  }

  static StandardCall request(String method, AccountingSettings.Options options) {
    return request(method, Map.of(), options);
  }

  private static StandardCall request(
      String method, Map<Backend, List<FieldName>> legs, AccountingSettings.Options options) {
    AccountingSettings settings =
        new AccountingSettings("acc", "missed_calls", CoreColumns.DEFAULT, EXTRAS, legs, options);
    return new StandardCall(
        AccountingContext.of(facts(method, "ft1", "", INVITED), settings, "v1", UID));
  }

  static RequestFacts facts(String method, String fromTag, String toTag, Instant received) {
    return new RequestFacts(
        method,
        "c1@a",
        fromTag,
        toTag,
        "sip:alice@a",
        "sip:bob@b",
        "sip:bob@b",
        "udp:127.0.0.1:5062",
        "phone",
        received);
  }

  /** A request of the caller within this call. */
  StandardCall callerSends(String method) {
    return new StandardCall(context.within(facts(method, "ft1", "tt1", BYE)));
  }

  /** A request of the callee within this call. */
  StandardCall calleeSends(String method) {
    return new StandardCall(context.within(facts(method, "tt1", "ft1", BYE)));
  }

  /** This in-dialog request is answered at the instant E. */
  StandardCall repliedWith(Reply reply) {
    return on(new ReplySent(ENDED, reply));
  }

  AccountingContext context() {
    return context;
  }

  StandardCall doAccounting(String types, String flags) {
    return doAccounting(types, flags, Optional.empty());
  }

  StandardCall doAccounting(String types, String flags, Optional<String> table) {
    context.doAccounting(arguments(types, flags, table), INVITED);
    return this;
  }

  StandardCall dropAccounting(String types, String flags) {
    context.dropAccounting(arguments(types, flags, Optional.empty()));
    return this;
  }

  /** A record at once, of {@code acc_log_request} and its like. */
  AccountingRecord accountNow(Backend backend, String comment) {
    return context
        .accountNow(context.request(), backend, RequestComment.parse(comment), "my_acc", ANSWERED)
        .orElseThrow();
  }

  StandardCall extra(String tag, String value) {
    context.values().setExtra(tag, value);
    return this;
  }

  StandardCall tried(String... targets) {
    return on(new AttemptStarted(INVITED, List.of(targets)));
  }

  StandardCall rings() {
    return on(new Progressed(RINGING, Reply.received(180, "Ringing", "tt1")));
  }

  /** A 183 with a session description. */
  StandardCall hasEarlyMedia(Instant at) {
    return on(new Progressed(at, new Reply(183, "Session Progress", "tt1", true, true)));
  }

  StandardCall answered() {
    return answered("tt1");
  }

  StandardCall answered(String toTag) {
    return on(new ReplySent(ANSWERED, Reply.received(200, "OK", toTag)));
  }

  /** The attempt fails by this reply, and so does the request if no other attempt follows. */
  StandardCall attemptFails(Reply reply) {
    return on(new TargetReplied(REFUSED, "sip:bob@b", reply)).on(new AttemptFailed(REFUSED, reply));
  }

  StandardCall fails(Reply reply) {
    return attemptFails(reply).on(new ReplySent(REFUSED, reply));
  }

  StandardCall cancelled() {
    return on(new Cancelled(RINGING, EndCause.CANCELLED));
  }

  StandardCall callerSendsBye() {
    return on(new ByeReceived(BYE, EndCause.DOWNSTREAM_BYE));
  }

  StandardCall calleeHangsUp() {
    return on(new ByeReceived(BYE, EndCause.UPSTREAM_BYE))
        .on(new Ended(ENDED, EndCause.UPSTREAM_BYE));
  }

  StandardCall callerHangsUp() {
    return callerSendsBye().on(new Ended(ENDED, EndCause.DOWNSTREAM_BYE));
  }

  StandardCall on(CallEvent event) {
    AccountingContext.Output output = context.on(event);
    records.addAll(output.records());
    output.summary().ifPresent(s -> summary = Optional.of(s));
    return this;
  }

  List<AccountingRecord> records() {
    return records;
  }

  List<AccountingRecord> records(RecordKind kind, Backend backend) {
    return records.stream().filter(r -> r.kind() == kind && r.backend() == backend).toList();
  }

  AccountingRecord onlyRecord() {
    if (records.size() != 1) {
      throw new AssertionError("one record expected: " + records);
    }
    return records.get(0);
  }

  CallSummary summary() {
    return summary.orElseThrow(() -> new AssertionError("the call is not over"));
  }

  boolean isOver() {
    return summary.isPresent();
  }

  static AccountingRequest arguments(String types, String flags) {
    return arguments(types, flags, Optional.empty());
  }

  private static AccountingRequest arguments(String types, String flags, Optional<String> table) {
    Set<Backend> backends = EnumSet.noneOf(Backend.class);
    for (String type : types.split("\\|", 0)) {
      Backend.ofToken(type).ifPresent(backends::add);
    }
    Set<Flag> set = EnumSet.noneOf(Flag.class);
    for (String flag : flags.split("\\|", 0)) {
      Flag.ofToken(flag).ifPresent(set::add);
    }
    return new AccountingRequest(backends, set, table);
  }
}
