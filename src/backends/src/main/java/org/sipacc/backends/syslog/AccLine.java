package org.sipacc.backends.syslog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.Timing;

/**
 * What the acc module's log backend says about a record: its own title, its own keys, in its own
 * order.
 *
 * @param title such as {@code ACC: call ended}
 * @param pairs the keys of legs come again for each leg
 */
record AccLine(String title, List<Field> pairs) {
  static AccLine of(AccountingRecord record) {
    List<Field> pairs = new ArrayList<>();
    if (record.kind() == RecordKind.CDR || record.kind() == RecordKind.INTERIM) {
      addCallTimes(pairs, record);
    } else {
      pairs.add(seconds("timestamp", record.core().time()));
      record.timing().ifPresent(timing -> addCreated(pairs, timing));
    }
    addCore(pairs, record.core());
    pairs.addAll(record.extras());
    record.legs().forEach(pairs::addAll);
    return new AccLine(title(record.kind()), List.copyOf(pairs));
  }

  private static String title(RecordKind kind) {
    return switch (kind) {
      case BASE -> "ACC: transaction answered";
      case MISSED -> "ACC: call missed";
      case CDR -> "ACC: call ended";
      case MANUAL -> "ACC: request accounted";
      case INTERIM -> "ACC: call in progress";
    };
  }

  private static void addCallTimes(List<Field> pairs, AccountingRecord record) {
    Timing timing = record.timing().orElse(Timing.NONE);
    timing.created().ifPresent(created -> pairs.add(seconds("created", created)));
    pairs.add(seconds("call_start_time", record.core().time()));
    pairs.add(number("duration", timing.durationSeconds()));
    pairs.add(number("ms_duration", timing.durationMillis()));
    if (timing.created().isPresent()) {
      pairs.add(number("setuptime", timing.setupSeconds()));
    }
  }

  /** Without {@code cdr} there is nothing to say. */
  private static void addCreated(List<Field> pairs, Timing timing) {
    timing
        .created()
        .ifPresent(
            created -> {
              pairs.add(seconds("created", created));
              pairs.add(number("setuptime", timing.setupSeconds()));
            });
  }

  private static void addCore(List<Field> pairs, CoreFields core) {
    pairs.add(new Field("method", core.method()));
    pairs.add(new Field("from_tag", core.fromTag()));
    pairs.add(new Field("to_tag", core.toTag()));
    pairs.add(new Field("call_id", core.callId()));
    pairs.add(new Field("code", core.code()));
    pairs.add(new Field("reason", core.reason()));
  }

  private static Field seconds(String key, Instant instant) {
    return number(key, instant.getEpochSecond());
  }

  private static Field number(String key, long value) {
    return new Field(key, Long.toString(value));
  }
}
