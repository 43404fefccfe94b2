package org.sipacc.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.Timing;
import org.sipacc.journal.JournalEntry;

/** Changes a record by the names that {@link RecordFields} gives. */
final class Mending {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
  private static final Pattern LEG_NAME = Pattern.compile("leg(\\d{1,4})\\.(.+)");
  private static final int MAX_VALUE_CHARS = 16 * 1024;

  private Mending() {}

  /**
   * The record with changed fields.
   *
   * @param changes the new values; an empty one takes an extra or leg field out of the record
   * @throws IllegalArgumentException if a field cannot be changed so
   */
  static JournalEntry mend(JournalEntry entry, Map<String, Optional<String>> changes) {
    if (!(entry instanceof JournalEntry.RecordEntry e)) {
      throw new IllegalArgumentException(
          "a call's summary cannot be changed; replay it when its table takes it, or discard it");
    }
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("name at least one field and its new value");
    }
    AccountingRecord record = e.record();
    for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
      if (change.getValue().filter(value -> value.length() > MAX_VALUE_CHARS).isPresent()) {
        throw new IllegalArgumentException(
            change.getKey() + " has at most " + MAX_VALUE_CHARS + " characters");
      }
      record = mend(record, change.getKey(), change.getValue());
    }
    return new JournalEntry.RecordEntry(e.position(), e.id(), record);
  }

  private static AccountingRecord mend(
      AccountingRecord record, String name, Optional<String> value) {
    Matcher leg = LEG_NAME.matcher(name);
    if (leg.matches()) {
      return withLegs(record, Integer.parseInt(leg.group(1)) - 1, leg.group(2), value);
    }
    if (name.equals(RecordFields.TABLE)) {
      return withTable(record, needed(name, value));
    }
    if (RecordFields.core(record).containsKey(name)) {
      return withCore(record, name, needed(name, value));
    }
    if (record.timing().isPresent() && isFigure(name)) {
      return withTiming(record, name, needed(name, value));
    }
    return with(record, changed(record.extras(), name, value), record.legs());
  }

  private static boolean isFigure(String name) {
    return switch (name) {
      case RecordFields.CREATED, RecordFields.SETUP_TIME, RecordFields.DURATION_MILLIS -> true;
      default -> false;
    };
  }

  private static AccountingRecord withTable(AccountingRecord record, String table) {
    if (record.table().isEmpty()) {
      throw new IllegalArgumentException("a record for " + record.backend() + " has no table");
    }
    if (!NAME.matcher(table).matches()) {
      throw new IllegalArgumentException("table is \"" + table + "\": write a plain name, as acc");
    }
    return copy(record, table, record.core(), record.timing(), record.extras(), record.legs());
  }

  private static AccountingRecord withCore(AccountingRecord record, String name, String value) {
    Map<String, String> fields = new LinkedHashMap<>(RecordFields.core(record));
    fields.put(name, value);
    CoreColumns names = record.columns();
    CoreFields core =
        new CoreFields(
            fields.get(names.method()),
            fields.get(names.fromTag()),
            fields.get(names.toTag()),
            fields.get(names.callId()),
            fields.get(names.sipCode()),
            fields.get(names.sipReason()),
            name.equals(names.time()) ? instant(name, value) : record.core().time());
    return copy(record, record.table(), core, record.timing(), record.extras(), record.legs());
  }

  private static AccountingRecord withTiming(AccountingRecord record, String name, String value) {
    Timing old = record.timing().orElseThrow();
    Timing timing =
        switch (name) {
          case RecordFields.CREATED ->
              new Timing(
                  Optional.of(instant(name, value)), old.setupSeconds(), old.durationMillis());
          case RecordFields.SETUP_TIME ->
              new Timing(old.created(), number(name, value), old.durationMillis());
          default -> new Timing(old.created(), old.setupSeconds(), number(name, value));
        };
    return copy(
        record, record.table(), record.core(), Optional.of(timing), record.extras(), record.legs());
  }

  private static AccountingRecord withLegs(
      AccountingRecord record, int leg, String name, Optional<String> value) {
    if (leg < 0 || leg >= record.legs().size()) {
      throw new IllegalArgumentException(
          "the record has " + record.legs().size() + " legs, none is number " + (leg + 1));
    }
    List<List<Field>> legs = new ArrayList<>(record.legs());
    legs.set(leg, changed(legs.get(leg), name, value));
    return with(record, record.extras(), legs);
  }

  /** The fields with one replaced, taken out, or added at the end. */
  private static List<Field> changed(List<Field> fields, String name, Optional<String> value) {
    boolean known = fields.stream().anyMatch(field -> field.name().equals(name));
    if (!known && (value.isEmpty() || !NAME.matcher(name).matches())) {
      throw new IllegalArgumentException(
          "the record has no field \""
              + name
              + "\"; bin/sipacc dead-letters show names its fields");
    }
    List<Field> changed = new ArrayList<>(fields.size() + 1);
    for (Field field : fields) {
      if (!field.name().equals(name)) {
        changed.add(field);
      } else {
        value.ifPresent(text -> changed.add(new Field(name, text)));
      }
    }
    if (!known) {
      changed.add(new Field(name, value.orElseThrow()));
    }
    return changed;
  }

  private static AccountingRecord with(
      AccountingRecord record, List<Field> extras, List<List<Field>> legs) {
    return copy(record, record.table(), record.core(), record.timing(), extras, legs);
  }

  private static AccountingRecord copy(
      AccountingRecord record,
      String table,
      CoreFields core,
      Optional<Timing> timing,
      List<Field> extras,
      List<List<Field>> legs) {
    return new AccountingRecord(
        record.kind(),
        record.backend(),
        table,
        record.columns(),
        record.withinDialog(),
        record.callUid(),
        record.policyVersion(),
        core,
        timing,
        record.endCause(),
        extras,
        legs);
  }

  private static String needed(String name, Optional<String> value) {
    return value.orElseThrow(
        () -> new IllegalArgumentException(name + " cannot be taken out; give it a value"));
  }

  private static Instant instant(String name, String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " is \"" + value + "\": write an instant as 2026-03-01T12:00:00Z", e);
    }
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is \"" + value + "\": write a whole number", e);
    }
  }
}
