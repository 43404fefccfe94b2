package org.sipacc.persistence.entity;

import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sipacc.accounting.AccountingRecord;

/** A row of {@code missed_calls}. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "missed_calls")
public class MissedCall extends AccountingRow {
  /** For JPA. */
  protected MissedCall() {}

  /** A row of a record. */
  public MissedCall(String recordId, AccountingRecord record) {
    super(recordId, record);
  }
}
