package org.sipacc.console.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.search.StoredRecord;

/**
 * Stored calls and records as flat members, which are those of an answer in JSON and the columns of
 * an export; the names are those of the tables' columns where there is one.
 */
final class StoredJson {
  /** What {@link #members(StoredRecord)} has besides extra columns. */
  private static final List<String> RECORD =
      List.of(
          "record_id",
          "call_uid",
          "method",
          "from_tag",
          "to_tag",
          "callid",
          "sip_code",
          "sip_reason",
          "time",
          "duration",
          "ms_duration",
          "setuptime",
          "created");

  private static final Set<String> FIGURES = Set.of("duration", "ms_duration");

  private StoredJson() {}

  /** The members of a call: texts, numbers and null. */
  static Map<String, Object> members(CallSummary call) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("call_uid", call.uid().toString());
    members.put("callid", call.callId());
    members.put("from_tag", call.fromTag());
    members.put("to_tag", call.toTag());
    members.put("from_uri", call.fromUri());
    members.put("to_uri", call.toUri());
    members.put("request_uri", call.requestUri());
    members.put("source", call.source());
    members.put("user_agent", call.userAgent());
    members.put("invited", call.invited().toString());
    members.put("first_provisional", text(call.firstProvisional()));
    members.put("ringing", text(call.ringing()));
    members.put("answered", text(call.answered()));
    members.put("ended", call.ended().toString());
    members.put("pdd_ms", millis(call.invited(), call.ringing()));
    members.put("setup_ms", millis(call.invited(), call.answered()));
    members.put(
        "duration_ms",
        call.answered().map(from -> Duration.between(from, call.ended()).toMillis()).orElse(null));
    members.put("outcome", lower(call.outcome()));
    members.put("code", (long) call.code());
    members.put("reason", call.reason());
    members.put("ended_by", lower(call.endedBy()));
    members.put("cause", call.cause());
    members.put("evidence", call.evidence());
    members.put("policy_version", call.policyVersion());
    members.put("node", (long) call.uid().node());
    return members;
  }

  /** The members of a record; its extra columns are among them. */
  static Map<String, Object> members(StoredRecord row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("record_id", row.recordId());
    members.put("call_uid", row.callUid().orElse(null));
    members.put("method", row.method());
    members.put("from_tag", row.fromTag());
    members.put("to_tag", row.toTag());
    members.put("callid", row.callId());
    members.put("sip_code", row.sipCode());
    members.put("sip_reason", row.sipReason());
    members.put("time", row.time().toString());
    put(members, "duration", row.durationSeconds());
    put(members, "ms_duration", row.durationMillis());
    members.put("setuptime", row.setupSeconds());
    members.put("created", text(row.created()));
    row.extras().forEach(members::putIfAbsent);
    return members;
  }

  /** The names of all members that a record of a table can have. */
  static List<String> recordColumns(boolean figures, List<String> extraColumns) {
    return Stream.concat(
            RECORD.stream().filter(name -> figures || !FIGURES.contains(name)),
            extraColumns.stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .distinct()
        .toList();
  }

  static JsonArrayBuilder array(List<StoredRecord> rows) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    rows.forEach(row -> array.add(object(members(row))));
    return array;
  }

  static JsonArrayBuilder attempts(CallSummary call) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (CallSummary.Attempt attempt : call.attempts()) {
      array.add(
          Json.createObjectBuilder()
              .add("target", attempt.target())
              .add("started", attempt.started().toString())
              .add("ended", Answers.instant(attempt.ended()))
              .add("code", attempt.code())
              .add("reason", attempt.reason()));
    }
    return array;
  }

  static JsonObject object(Map<String, Object> members) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    members.forEach(
        (name, value) -> {
          if (value == null) {
            object.addNull(name);
          } else if (value instanceof Long number) {
            object.add(name, number);
          } else {
            object.add(name, value.toString());
          }
        });
    return object.build();
  }

  private static void put(Map<String, Object> members, String name, OptionalLong number) {
    number.ifPresent(value -> members.put(name, value));
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }

  private static Long millis(Instant from, Optional<Instant> to) {
    return to.map(at -> Duration.between(from, at).toMillis()).orElse(null);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
