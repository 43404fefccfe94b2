package org.sipacc.journal;

import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;

/**
 * The field set of an {@link AccountingRecord} in the journal: version 1; version 2, which has the
 * same fields and tells of a request within a dialog; or version 3, that of a call's record with
 * the cause of its end behind the others.
 */
final class RecordCodec {
  private static final int OUTSIDE_DIALOG = 1;
  private static final int WITHIN_DIALOG = 2;
  private static final int ENDED_CALL = 3;

  /** The newest version. */
  static final int VERSION = ENDED_CALL;

  /** The column names were those that the acc module has by default, in every version of ours. */
  private static final int DEFAULT_COLUMNS = 0;

  private static final int NAMED_COLUMNS = 1;

  private RecordCodec() {}

  /** The version that a record is written in. */
  static int version(AccountingRecord record) {
    if (record.endCause().isPresent()) {
      return ENDED_CALL;
    }
    return record.withinDialog() ? WITHIN_DIALOG : OUTSIDE_DIALOG;
  }

  static void encode(AccountingRecord record, EntryBuffer out) {
    out.u8(code(record.kind()));
    out.u8(code(record.backend()));
    out.string(record.table());
    encodeColumns(record.columns(), out);
    out.u8(record.callUid().isPresent() ? 1 : 0);
    record.callUid().ifPresent(out::id);
    out.string(record.policyVersion());
    encodeCore(record.core(), out);
    out.u8(record.timing().isPresent() ? 1 : 0);
    record.timing().ifPresent(timing -> encodeTiming(timing, out));
    encodeFields(record.extras(), out);
    out.varInt(record.legs().size());
    record.legs().forEach(leg -> encodeFields(leg, out));
    record.endCause().ifPresent(cause -> out.u8(code(cause)));
  }

  static AccountingRecord decode(int version, EntryInput in) {
    RecordKind kind = kind(in);
    Backend backend = backend(in);
    String table = in.string();
    CoreColumns columns = decodeColumns(in);
    Optional<TimeOrderedId> callUid = in.flag() ? Optional.of(in.id()) : Optional.empty();
    String policyVersion = in.string();
    CoreFields core = decodeCore(in);
    Optional<Timing> timing = in.flag() ? Optional.of(decodeTiming(in)) : Optional.empty();
    List<Field> extras = decodeFields(in);
    List<List<Field>> legs = in.list(() -> decodeFields(in));
    return new AccountingRecord(
        kind,
        backend,
        table,
        columns,
        version == WITHIN_DIALOG,
        callUid,
        policyVersion,
        core,
        timing,
        version == ENDED_CALL ? Optional.of(endCause(in)) : Optional.empty(),
        extras,
        legs);
  }

  private static int code(RecordKind kind) {
    return switch (kind) {
      case BASE -> 1;
      case MISSED -> 2;
      case CDR -> 3;
      case MANUAL -> 4;
      case INTERIM -> 5;
    };
  }

  private static RecordKind kind(EntryInput in) {
    int code = in.u8();
    return switch (code) {
      case 1 -> RecordKind.BASE;
      case 2 -> RecordKind.MISSED;
      case 3 -> RecordKind.CDR;
      case 4 -> RecordKind.MANUAL;
      case 5 -> RecordKind.INTERIM;
      default -> throw in.unreadable("record kind " + code);
    };
  }

  private static int code(Backend backend) {
    return switch (backend) {
      case LOG -> 1;
      case DB -> 2;
      case AAA -> 3;
      case EVI -> 4;
    };
  }

  private static Backend backend(EntryInput in) {
    int code = in.u8();
    return switch (code) {
      case 1 -> Backend.LOG;
      case 2 -> Backend.DB;
      case 3 -> Backend.AAA;
      case 4 -> Backend.EVI;
      default -> throw in.unreadable("backend " + code);
    };
  }

  private static int code(EndCause cause) {
    return switch (cause) {
      case DOWNSTREAM_BYE -> 1;
      case UPSTREAM_BYE -> 2;
      case LIFETIME_TIMEOUT -> 3;
      case MI_TERMINATION -> 4;
      case CANCELLED -> 5;
      case UNSEEN -> 6;
      case PING_TIMEOUT -> 7;
      case SESSION_EXPIRED -> 8;
    };
  }

  private static EndCause endCause(EntryInput in) {
    int code = in.u8();
    return switch (code) {
      case 1 -> EndCause.DOWNSTREAM_BYE;
      case 2 -> EndCause.UPSTREAM_BYE;
      case 3 -> EndCause.LIFETIME_TIMEOUT;
      case 4 -> EndCause.MI_TERMINATION;
      case 5 -> EndCause.CANCELLED;
      case 6 -> EndCause.UNSEEN;
      case 7 -> EndCause.PING_TIMEOUT;
      case 8 -> EndCause.SESSION_EXPIRED;
      default -> throw in.unreadable("cause of an end " + code);
    };
  }

  private static void encodeColumns(CoreColumns columns, EntryBuffer out) {
    if (columns.equals(CoreColumns.DEFAULT)) {
      out.u8(DEFAULT_COLUMNS);
      return;
    }
    out.u8(NAMED_COLUMNS);
    out.string(columns.method());
    out.string(columns.fromTag());
    out.string(columns.toTag());
    out.string(columns.callId());
    out.string(columns.sipCode());
    out.string(columns.sipReason());
    out.string(columns.time());
  }

  private static CoreColumns decodeColumns(EntryInput in) {
    int form = in.u8();
    return switch (form) {
      case DEFAULT_COLUMNS -> CoreColumns.DEFAULT;
      case NAMED_COLUMNS ->
          new CoreColumns(
              in.string(),
              in.string(),
              in.string(),
              in.string(),
              in.string(),
              in.string(),
              in.string());
      default -> throw in.unreadable("form of column names " + form);
    };
  }

  private static void encodeCore(CoreFields core, EntryBuffer out) {
    out.string(core.method());
    out.string(core.fromTag());
    out.string(core.toTag());
    out.string(core.callId());
    out.string(core.code());
    out.string(core.reason());
    out.instant(core.time());
  }

  private static CoreFields decodeCore(EntryInput in) {
    return new CoreFields(
        in.string(), in.string(), in.string(), in.string(), in.string(), in.string(), in.instant());
  }

  private static void encodeTiming(Timing timing, EntryBuffer out) {
    out.optionalInstant(timing.created());
    out.signedVarInt(timing.setupSeconds());
    out.signedVarInt(timing.durationMillis());
  }

  private static Timing decodeTiming(EntryInput in) {
    return new Timing(in.optionalInstant(), in.signedVarInt(), in.signedVarInt());
  }

  private static void encodeFields(List<Field> fields, EntryBuffer out) {
    out.varInt(fields.size());
    for (Field field : fields) {
      out.string(field.name());
      out.string(field.value());
    }
  }

  private static List<Field> decodeFields(EntryInput in) {
    return in.list(() -> new Field(in.string(), in.string()));
  }
}
