package org.sipacc.persistence.entity;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Id;
import javax.persistence.MappedSuperclass;
import javax.persistence.Transient;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;

/**
 * What the rows of all accounting tables have in common: OpenSIPS's columns and our two.
 *
 * <p>The names of the tables, of the seven core columns and of the extra columns come from the
 * configuration when the persistence unit is opened.
 */
@MappedSuperclass
@Access(AccessType.FIELD)
public abstract class AccountingRow {
  @Id
  @Column(name = "record_id")
  private String recordId;

  @Column(name = "id", insertable = false, updatable = false)
  private Long id;

  @Column(name = "method")
  private String method;

  @Column(name = "from_tag")
  private String fromTag;

  @Column(name = "to_tag")
  private String toTag;

  @Column(name = "callid")
  private String callId;

  @Column(name = "sip_code")
  private String sipCode;

  @Column(name = "sip_reason")
  private String sipReason;

  @Column(name = "time")
  private Instant time;

  @Column(name = "setuptime")
  private long setupSeconds;

  @Column(name = "created")
  private Instant created;

  @Column(name = "call_uid")
  private String callUid;

  @Transient private final Map<String, Object> extras = new LinkedHashMap<>();

  /** For JPA. */
  protected AccountingRow() {}

  /**
   * @param recordId the record's id, with the row's number where legs make several
   */
  protected AccountingRow(String recordId, AccountingRecord record) {
    CoreFields core = record.core();
    Timing timing = record.timing().orElse(Timing.NONE);
    this.recordId = recordId;
    this.method = core.method();
    this.fromTag = core.fromTag();
    this.toTag = core.toTag();
    this.callId = core.callId();
    this.sipCode = core.code();
    this.sipReason = core.reason();
    this.time = core.time();
    this.setupSeconds = timing.setupSeconds();
    this.created = timing.created().orElse(null);
    this.callUid = record.callUid().map(TimeOrderedId::toString).orElse(null);
  }

  /** The row's own id, which sorts by time; empty in rows that another program wrote. */
  public String recordId() {
    return recordId == null ? "" : recordId;
  }

  /** The number the database gave; 0 before the row is stored. */
  public long id() {
    return id == null ? 0 : id;
  }

  public String method() {
    return method;
  }

  public String fromTag() {
    return fromTag;
  }

  public String toTag() {
    return toTag;
  }

  public String callId() {
    return callId;
  }

  public String sipCode() {
    return sipCode;
  }

  public String sipReason() {
    return sipReason;
  }

  /** Of a CDR the answer, otherwise the accounted reply; whole seconds. */
  public Instant time() {
    return time;
  }

  public long setupSeconds() {
    return setupSeconds;
  }

  /** When accounting was asked for; empty without {@code cdr}. */
  public Optional<Instant> created() {
    return Optional.ofNullable(created);
  }

  /** The id of the call's summary; empty for a request that is not an INVITE. */
  public Optional<String> callUid() {
    return Optional.ofNullable(callUid);
  }

  /** The value of an extra column, empty where the database has NULL or no such column. */
  public Optional<Object> extra(String column) {
    return Optional.ofNullable(extras.get(column));
  }

  /** For JPA, which keeps extra columns here. */
  public Object get(String column) {
    return extras.get(column);
  }

  /** For JPA, which keeps extra columns here. */
  public void set(String column, Object value) {
    extras.put(column, value);
  }
}
