package org.sipacc.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry;

/**
 * An entry as names and values, as its columns would have them: what a person sees of a dead
 * letter, and changes. A field of the second leg is {@code leg2.NAME}; instants are in UTC (RFC
 * 3339).
 */
public final class RecordFields {
  /** The table of call summaries. */
  static final String SUMMARY_TABLE = "calls";

  /** The table of BYEs that other nodes saw. */
  static final String FOREIGN_BYE_TABLE = "foreign_byes";

  static final String TABLE = "table";
  static final String CREATED = "created";
  static final String SETUP_TIME = "setuptime";
  static final String DURATION_MILLIS = "ms_duration";
  static final String LEG = "leg";

  private RecordFields() {}

  /**
   * What an entry is: {@code cdr}, {@code missed}, {@code base}, {@code manual}, {@code call},
   * {@code bye}.
   */
  static String kind(JournalEntry entry) {
    if (entry instanceof JournalEntry.RecordEntry e) {
      return e.record().kind().name().toLowerCase(Locale.ROOT);
    }
    return entry instanceof JournalEntry.SummaryEntry ? "call" : "bye";
  }

  /** The table of the database that an entry goes to; "" for other backends. */
  static String table(JournalEntry entry) {
    if (entry instanceof JournalEntry.RecordEntry e) {
      return e.record().table();
    }
    return entry instanceof JournalEntry.SummaryEntry ? SUMMARY_TABLE : FOREIGN_BYE_TABLE;
  }

  /** The Call-ID of an entry's call. */
  static String callId(JournalEntry entry) {
    if (entry instanceof JournalEntry.RecordEntry e) {
      return e.record().core().callId();
    }
    return entry instanceof JournalEntry.SummaryEntry e
        ? e.summary().callId()
        : ((JournalEntry.ForeignByeEntry) entry).bye().callId();
  }

  /** The id of the summary of an entry's call, if it is known. */
  static Optional<TimeOrderedId> callUid(JournalEntry entry) {
    if (entry instanceof JournalEntry.RecordEntry e) {
      return e.record().callUid();
    }
    return entry instanceof JournalEntry.SummaryEntry e
        ? Optional.of(e.summary().uid())
        : Optional.empty();
  }

  /** Names and values, in the order of the columns. */
  static Map<String, String> of(JournalEntry entry) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (entry instanceof JournalEntry.RecordEntry e) {
      record(e.record(), fields);
    } else if (entry instanceof JournalEntry.SummaryEntry e) {
      summary(e.summary(), fields);
    } else if (entry instanceof JournalEntry.ForeignByeEntry e) {
      foreignBye(e.bye(), fields);
    }
    return fields;
  }

  private static void foreignBye(ForeignBye bye, Map<String, String> fields) {
    fields.put(TABLE, FOREIGN_BYE_TABLE);
    fields.put("callid", bye.callId());
    fields.put("caller_tag", bye.callerTag());
    fields.put("callee_tag", bye.calleeTag());
    fields.put("ended", bye.at().toString());
    fields.put("cause", bye.cause().text());
    fields.put("seen_by", Integer.toString(bye.seenBy()));
    fields.put("owner_node", Integer.toString(bye.owner()));
  }

  private static void record(AccountingRecord record, Map<String, String> fields) {
    if (!record.table().isEmpty()) {
      fields.put(TABLE, record.table());
    }
    fields.putAll(core(record));
    record.timing().ifPresent(timing -> timing(timing, fields));
    for (Field extra : record.extras()) {
      fields.putIfAbsent(extra.name(), extra.value());
    }
    for (int leg = 0; leg < record.legs().size(); leg++) {
      for (Field field : record.legs().get(leg)) {
        fields.putIfAbsent(legName(leg, field.name()), field.value());
      }
    }
  }

  static String legName(int leg, String name) {
    return LEG + (leg + 1) + "." + name;
  }

  static Map<String, String> core(AccountingRecord record) {
    CoreColumns names = record.columns();
    CoreFields core = record.core();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(names.method(), core.method());
    fields.put(names.fromTag(), core.fromTag());
    fields.put(names.toTag(), core.toTag());
    fields.put(names.callId(), core.callId());
    fields.put(names.sipCode(), core.code());
    fields.put(names.sipReason(), core.reason());
    fields.put(names.time(), core.time().toString());
    return fields;
  }

  private static void timing(Timing timing, Map<String, String> fields) {
    timing.created().map(Instant::toString).ifPresent(at -> fields.put(CREATED, at));
    fields.put(SETUP_TIME, Long.toString(timing.setupSeconds()));
    fields.put(DURATION_MILLIS, Long.toString(timing.durationMillis()));
  }

  private static void summary(CallSummary summary, Map<String, String> fields) {
    fields.put(TABLE, SUMMARY_TABLE);
    fields.put("call_uid", summary.uid().toString());
    fields.put("callid", summary.callId());
    fields.put("from_tag", summary.fromTag());
    fields.put("to_tag", summary.toTag());
    fields.put("from_uri", summary.fromUri());
    fields.put("to_uri", summary.toUri());
    fields.put("request_uri", summary.requestUri());
    fields.put("source", summary.source());
    fields.put("user_agent", summary.userAgent());
    fields.put("invited", summary.invited().toString());
    summary.answered().map(Instant::toString).ifPresent(at -> fields.put("answered", at));
    fields.put("ended", summary.ended().toString());
    fields.put("outcome", summary.outcome().name().toLowerCase(Locale.ROOT));
    fields.put("code", Integer.toString(summary.code()));
    fields.put("reason", summary.reason());
    fields.put("attempts", Integer.toString(summary.attempts().size()));
  }
}
