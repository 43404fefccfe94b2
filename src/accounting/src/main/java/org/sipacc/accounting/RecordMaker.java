package org.sipacc.accounting;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the records of one request: resolves fields and names to what each backend wants.
 *
 * <p>Not thread-safe; its accounting context is.
 */
final class RecordMaker {
  private final RequestFacts request;
  private final AccountingSettings settings;
  private final String policyVersion;
  private final Optional<TimeOrderedId> callUid;
  private final FieldValues values;
  private final boolean upstream;
  private final Map<String, String> defined = new HashMap<>(0);

  /**
   * @param upstream whether the tags are to be swapped, so that they appear as at the beginning of
   *     the call
   */
  RecordMaker(
      RequestFacts request,
      AccountingSettings settings,
      String policyVersion,
      Optional<TimeOrderedId> callUid,
      FieldValues values,
      boolean upstream) {
    this.request = request;
    this.settings = settings;
    this.policyVersion = policyVersion;
    this.callUid = callUid;
    this.values = values;
    this.upstream = upstream;
  }

  /** Gives a field of {@code db_extra} and its like its value; it belongs to this request alone. */
  void define(String tag, String value) {
    defined.put(tag, value);
  }

  Map<String, String> defined() {
    return Map.copyOf(defined);
  }

  boolean defines(String tag) {
    return defined.containsKey(tag);
  }

  /** A local reply's To-tag is not recorded (D-14). */
  AccountingRecord transaction(
      RecordKind kind, Backend backend, String table, Instant at, Reply reply, Timing timing) {
    String replyTag = reply.received() ? reply.toTag() : "";
    String fromTag = request.fromTag();
    String toTag = replyTag;
    if (upstream) {
      fromTag = replyTag.isEmpty() ? request.toTag() : replyTag;
      toTag = request.fromTag();
    }
    String code = Integer.toString(reply.status());
    CoreFields core =
        new CoreFields(
            request.method(), fromTag, toTag, request.callId(), code, reply.reason(), at);
    return record(kind, backend, table, request.hasToTag(), core, Optional.of(timing));
  }

  /**
   * A CDR, or an interim record with the fields of one. It has the tags of the call's beginning,
   * whoever answered (D-33).
   */
  AccountingRecord ofCall(
      RecordKind kind,
      Backend backend,
      String table,
      Instant answered,
      Reply answer,
      Timing timing) {
    CoreFields core =
        new CoreFields(
            request.method(),
            request.fromTag(),
            answer.toTag(),
            request.callId(),
            Integer.toString(answer.status()),
            answer.reason(),
            answered);
    return record(kind, backend, table, false, core, Optional.of(timing));
  }

  /**
   * A record of {@code acc_*_request}.
   *
   * @param message the request in hand, which is another than this one's where the context of
   *     another call is loaded
   * @param swapped whether its tags are swapped
   * @param timing empty if there is no accounting context: then fields that a policy sets are left
   *     out too; of an event, whose parameters are always the same, they have no value (D-30)
   */
  AccountingRecord manual(
      RequestFacts message,
      boolean swapped,
      Backend backend,
      RequestComment comment,
      String table,
      Instant at,
      Optional<Timing> timing) {
    CoreFields core =
        new CoreFields(
            message.method(),
            swapped ? message.toTag() : message.fromTag(),
            swapped ? message.fromTag() : message.toTag(),
            message.callId(),
            comment.code(),
            comment.reason(),
            at);
    boolean within = message.hasToTag();
    return timing.isPresent() || backend == Backend.EVI
        ? record(RecordKind.MANUAL, backend, table, within, core, timing)
        : record(
            RecordKind.MANUAL,
            backend,
            table,
            within,
            core,
            timing,
            definedFields(backend),
            List.of());
  }

  private List<Field> definedFields(Backend backend) {
    return values.resolveExtras(
        settings.extrasOf(backend).stream().filter(field -> defines(field.tag())).toList(),
        defined);
  }

  private AccountingRecord record(
      RecordKind kind,
      Backend backend,
      String table,
      boolean withinDialog,
      CoreFields core,
      Optional<Timing> timing) {
    return record(
        kind,
        backend,
        table,
        withinDialog,
        core,
        timing,
        values.resolveExtras(settings.extrasOf(backend), defined),
        values.resolveLegs(settings.legsOf(backend)));
  }

  private AccountingRecord record(
      RecordKind kind,
      Backend backend,
      String table,
      boolean withinDialog,
      CoreFields core,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    boolean db = backend == Backend.DB;
    return new AccountingRecord(
        kind,
        backend,
        db ? kind == RecordKind.MISSED ? settings.missedTable() : table : "",
        db ? settings.columns() : CoreColumns.DEFAULT,
        withinDialog,
        callUid,
        policyVersion,
        core,
        timing,
        Optional.empty(),
        extras,
        legs);
  }
}
