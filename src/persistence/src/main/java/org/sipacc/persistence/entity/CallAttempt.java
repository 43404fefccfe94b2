package org.sipacc.persistence.entity;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import org.sipacc.accounting.CallSummary;

/** One target that a call was sent to. */
@Entity
@Access(AccessType.FIELD)
@IdClass(CallAttempt.Key.class)
@Table(name = "call_attempts")
public class CallAttempt {
  @Id
  @Column(name = "call_uid")
  private String callUid;

  @Id
  @Column(name = "attempt")
  private int attempt;

  @Column(name = "target")
  private String target;

  @Column(name = "started")
  private Instant started;

  @Column(name = "ended")
  private Instant ended;

  @Column(name = "code")
  private int code;

  @Column(name = "reason")
  private String reason;

  /** For JPA. */
  protected CallAttempt() {}

  /**
   * @param number 1 for the call's first target
   */
  public CallAttempt(String callUid, int number, CallSummary.Attempt attempt) {
    this.callUid = callUid;
    this.attempt = number;
    this.target = attempt.target();
    this.started = attempt.started();
    this.ended = attempt.ended().orElse(null);
    this.code = attempt.code();
    this.reason = attempt.reason();
  }

  /** The id of the call's summary. */
  public String callUid() {
    return callUid;
  }

  /** The attempt as the accounting module made it. */
  public CallSummary.Attempt attempt() {
    return new CallSummary.Attempt(target, started, Optional.ofNullable(ended), code, reason);
  }

  /** The call and the attempt's number. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    private String callUid;
    private int attempt;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && attempt == key.attempt
          && Objects.equals(callUid, key.callUid);
    }

    @Override
    public int hashCode() {
      return Objects.hash(callUid, attempt);
    }
  }
}
