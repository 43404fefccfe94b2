package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry.RecordEntry;

/**
 * What subscribers get of a record: one event, or one for each leg if there are leg fields (D-11).
 * Or what is told of an alarm.
 *
 * @param record the record's id, or the alarm's
 * @param id the same, with the leg's number behind it from the second leg on
 * @param time when the record was made
 * @param params the event's parameters in acc's order, a JSON object
 */
record Event(
    String name, TimeOrderedId record, String id, Instant time, String callId, String params) {

  /** The events of a record, in the order of its legs. */
  static List<Event> of(RecordEntry entry) {
    List<List<Field>> legs = entry.record().legs();
    int count = Math.max(1, legs.size());
    return IntStream.range(0, count)
        .mapToObj(
            leg ->
                new Event(
                    EventName.of(entry.record()).name(),
                    entry.id(),
                    leg == 0 ? entry.id().toString() : entry.id() + "-" + leg,
                    entry.id().time(),
                    entry.record().core().callId(),
                    params(entry.record(), legs.isEmpty() ? List.of() : legs.get(leg))))
        .toList();
  }

  /** The JSON-RPC 2.0 notification in UTF-8, its method the event's name. */
  byte[] notification() {
    return notification(name);
  }

  /** The JSON-RPC 2.0 notification in UTF-8 with a method of the subscriber's choice. */
  byte[] notification(String method) {
    return new JsonObject()
        .add("jsonrpc", "2.0")
        .add("method", method)
        .addJson("params", params)
        .toString()
        .getBytes(UTF_8);
  }

  private static String params(AccountingRecord record, List<Field> leg) {
    CoreFields core = record.core();
    Timing timing = record.timing().orElse(Timing.NONE);
    EventName event = EventName.of(record);
    JsonObject params =
        new JsonObject()
            .addOrNull("method", core.method())
            .addOrNull("from_tag", core.fromTag())
            .addOrNull("to_tag", core.toTag())
            .addOrNull("callid", core.callId())
            .addOrNull("sip_code", core.code())
            .addOrNull("sip_reason", core.reason())
            .add("time", core.time().getEpochSecond());
    record.extras().forEach(field -> params.addOrNull(field.name(), field.value()));
    leg.forEach(field -> params.addOrNull(field.name(), field.value()));
    if (event == EventName.E_ACC_CDR || event == EventName.E_ACC_INTERIM) {
      params.add("duration", timing.durationSeconds()).add("ms_duration", timing.durationMillis());
    }
    if (event != EventName.E_ACC_EVENT) {
      params
          .add("setuptime", timing.setupSeconds())
          .add("created", timing.created().map(Instant::getEpochSecond).orElse(0L));
    }
    return params.toString();
  }
}
