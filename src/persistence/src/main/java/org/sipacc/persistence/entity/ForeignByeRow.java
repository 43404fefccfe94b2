package org.sipacc.persistence.entity;

import java.time.Instant;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.TimeOrderedId;

/** A BYE of a call of one node that another node saw. */
@Entity
@Access(AccessType.FIELD)
@Table(name = ForeignByeRow.TABLE)
public class ForeignByeRow {
  public static final String TABLE = "foreign_byes";

  @Id
  @Column(name = "record_id")
  private String recordId;

  @Column(name = "callid")
  private String callId;

  @Column(name = "caller_tag")
  private String callerTag;

  @Column(name = "callee_tag")
  private String calleeTag;

  @Column(name = "ended")
  private Instant ended;

  @Column(name = "cause")
  private String cause;

  @Column(name = "seen_by")
  private int seenBy;

  @Column(name = "owner_node")
  private int owner;

  @Column(name = "settled")
  private Instant settled;

  /** For JPA. */
  protected ForeignByeRow() {}

  /** One that the call's node does not know yet. */
  public ForeignByeRow(TimeOrderedId recordId, ForeignBye bye) {
    this.recordId = recordId.toString();
    this.callId = bye.callId();
    this.callerTag = bye.callerTag();
    this.calleeTag = bye.calleeTag();
    this.ended = bye.at();
    this.cause = bye.cause().name();
    this.seenBy = bye.seenBy();
    this.owner = bye.owner();
  }

  /** The call's node has ended the call by it, or knows that it is over. */
  public void settle(Instant at) {
    settled = at;
  }

  /** The BYE. */
  public ForeignBye bye() {
    return new ForeignBye(
        callId, callerTag, calleeTag, ended, EndCause.valueOf(cause), seenBy, owner);
  }
}
