package org.sipacc.persistence.entity;

import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Timing;

/** A row of {@code acc}, or of a table that a policy named instead. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "acc")
public class AccRecord extends AccountingRow {
  @Column(name = "duration")
  private long durationSeconds;

  @Column(name = "ms_duration")
  private long durationMillis;

  /** For JPA. */
  protected AccRecord() {}

  /** A row of a record. */
  public AccRecord(String recordId, AccountingRecord record) {
    super(recordId, record);
    Timing timing = record.timing().orElse(Timing.NONE);
    this.durationSeconds = timing.durationSeconds();
    this.durationMillis = timing.durationMillis();
  }

  /** Rounded up; 0 in anything but a CDR. */
  public long durationSeconds() {
    return durationSeconds;
  }

  public long durationMillis() {
    return durationMillis;
  }
}
