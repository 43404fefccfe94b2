package org.sipacc.console.api;

import java.util.Map;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.json.JsonValue;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.delivery.BackendStatus;
import org.sipacc.delivery.DeadLetter;
import org.sipacc.delivery.DeadLetterRecord;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.delivery.Gap;
import org.sipacc.delivery.LedgerRecord;
import org.sipacc.delivery.Replay;
import org.sipacc.delivery.Standing;
import org.sipacc.service.RecordLedger;
import org.sipacc.service.search.Masking;

/** Backends, dead letters and the standing of records as JSON. */
final class BackendJson {
  private BackendJson() {}

  static JsonObjectBuilder of(BackendStatus backend) {
    DelivererStatus delivery = backend.delivery();
    JsonArrayBuilder gaps = Json.createArrayBuilder();
    backend.gaps().forEach(gap -> gaps.add(of(gap)));
    return Json.createObjectBuilder()
        .add("name", delivery.destination())
        .add("required", backend.required())
        .add("state", Answers.lower(delivery.state()))
        .add("since", delivery.since().toString())
        .add("cursor", backend.cursor())
        .add("lag", delivery.lag())
        .add("delivered", delivery.delivered())
        .add("last_error", text(delivery.lastError()))
        .add("dead_letters", backend.deadLetters())
        .add("gaps", gaps);
  }

  private static JsonObjectBuilder of(Gap gap) {
    return Json.createObjectBuilder()
        .add("at", gap.at().toString())
        .add("range", gap.range())
        .add("entries", gap.entries());
  }

  static JsonObjectBuilder of(DeadLetter letter) {
    return Json.createObjectBuilder()
        .add("id", letter.id().toString())
        .add("destination", letter.destination())
        .add("since", letter.since().toString())
        .add("table", letter.table())
        .add("callid", letter.callId())
        .add("call_uid", text(letter.callUid().map(Object::toString)))
        .add("reason", letter.reason())
        .add("state", Answers.lower(letter.state()))
        .add("mended", letter.mended())
        .add("changed", letter.changed().toString())
        .add("comment", letter.comment());
  }

  /** A dead letter with its record, as somebody behind a mask sees it. */
  static JsonObjectBuilder of(
      DeadLetter letter, DeadLetterRecord record, CoreColumns core, NumberMask mask) {
    return of(letter)
        .add("kind", record.kind())
        .add("record", object(Masking.masked(record.kind(), record.original(), core, mask)))
        .add(
            "mended_record",
            record
                .mended()
                .<JsonValue>map(f -> object(Masking.masked(record.kind(), f, core, mask)).build())
                .orElse(JsonValue.NULL));
  }

  static JsonObjectBuilder of(Replay replay) {
    return Json.createObjectBuilder()
        .add("replayed", replay.replayed())
        .add("refused", replay.refused())
        .add("left", replay.left())
        .add("reasons", Answers.array(replay.reasons()));
  }

  static JsonObjectBuilder of(RecordLedger.Answer answer) {
    JsonArrayBuilder records = Json.createArrayBuilder();
    answer.entries().forEach(entry -> records.add(of(entry)));
    return Json.createObjectBuilder()
        .add("records", records)
        .add("complete", answer.complete())
        .add("database_error", answer.databaseError());
  }

  private static JsonObjectBuilder of(RecordLedger.Entry entry) {
    LedgerRecord record = entry.record();
    JsonArrayBuilder standings = Json.createArrayBuilder();
    record.standings().forEach(standing -> standings.add(of(standing)));
    return Json.createObjectBuilder()
        .add("id", record.id().toString())
        .add("kind", record.kind())
        .add("table", record.table())
        .add("callid", record.callId())
        .add("call_uid", text(record.callUid().map(Object::toString)))
        .add("appended", record.appended().toString())
        .add("in_database", flag(entry.inDatabase()))
        .add("standings", standings);
  }

  private static JsonObjectBuilder of(Standing standing) {
    return Json.createObjectBuilder()
        .add("destination", standing.destination())
        .add("state", Answers.lower(standing.state()))
        .add("at", Answers.instant(standing.at()))
        .add("reason", standing.reason());
  }

  private static JsonObjectBuilder object(Map<String, String> texts) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    texts.forEach(object::add);
    return object;
  }

  private static JsonValue text(Optional<String> text) {
    return text.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
  }

  private static JsonValue flag(Optional<Boolean> flag) {
    return flag.map(yes -> yes ? JsonValue.TRUE : JsonValue.FALSE).orElse(JsonValue.NULL);
  }
}
