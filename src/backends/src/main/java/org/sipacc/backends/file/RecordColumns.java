package org.sipacc.backends.file;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry.RecordEntry;

/** What is known of a record, by the names of columns: texts, and whole numbers. */
final class RecordColumns {
  /** Unique for each row: of further legs the record's id with the leg's number behind it. */
  static final String RECORD_ID = "record_id";

  private static final Map<String, Function<RecordEntry, Object>> CORE = core();

  private RecordColumns() {}

  /** The columns that every record has, in their order. */
  static List<String> names() {
    return List.copyOf(CORE.keySet());
  }

  /** A record's values without its legs. An extra field of a core column's name is left out. */
  static Map<String, Object> of(RecordEntry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    CORE.forEach((name, value) -> values.put(name, value.apply(entry)));
    entry.record().extras().forEach(extra -> values.putIfAbsent(extra.name(), extra.value()));
    return values;
  }

  /** The values of one of its legs, 0 being the first, with what is the same in all of them. */
  static Map<String, Object> of(RecordEntry entry, int leg) {
    Map<String, Object> values = of(entry);
    for (Field field : entry.record().legs().get(leg)) {
      values.putIfAbsent(field.name(), field.value());
    }
    if (leg > 0) {
      values.put(RECORD_ID, entry.id() + "." + (leg + 1));
    }
    return values;
  }

  private static Map<String, Function<RecordEntry, Object>> core() {
    Map<String, Function<RecordEntry, Object>> columns = new LinkedHashMap<>();
    columns.put(RECORD_ID, entry -> entry.id().toString());
    columns.put(
        "call_uid", entry -> entry.record().callUid().map(TimeOrderedId::toString).orElse(""));
    columns.put("kind", entry -> entry.record().kind().toString());
    columns.put("table", entry -> entry.record().table());
    columns.put("method", entry -> entry.record().core().method());
    columns.put("from_tag", entry -> entry.record().core().fromTag());
    columns.put("to_tag", entry -> entry.record().core().toTag());
    columns.put("callid", entry -> entry.record().core().callId());
    columns.put("sip_code", entry -> entry.record().core().code());
    columns.put("sip_reason", entry -> entry.record().core().reason());
    columns.put("time", entry -> entry.record().core().time().toString());
    columns.put(
        "created", entry -> timing(entry.record()).created().map(Instant::toString).orElse(""));
    columns.put("setuptime", entry -> timing(entry.record()).setupSeconds());
    columns.put("duration", entry -> timing(entry.record()).durationSeconds());
    columns.put("ms_duration", entry -> timing(entry.record()).durationMillis());
    columns.put("policy_version", entry -> entry.record().policyVersion());
    return columns;
  }

  private static Timing timing(AccountingRecord record) {
    return record.timing().orElse(Timing.NONE);
  }
}
