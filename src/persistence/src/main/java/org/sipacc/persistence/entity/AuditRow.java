package org.sipacc.persistence.entity;

import java.time.Instant;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** Who did what by the REST API, and what came of it. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "sipacc_audit")
public class AuditRow {
  private static final int NAME = 64;
  private static final int ACTION = 32;
  private static final int SUBJECT = 1024;

  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "happened")
  private Instant at;

  @Column(name = "who")
  private String who;

  @Column(name = "means")
  private String means;

  @Column(name = "address")
  private String address;

  @Column(name = "action")
  private String action;

  @Column(name = "subject")
  private String subject;

  @Column(name = "outcome")
  private String outcome;

  /** For JPA. */
  protected AuditRow() {}

  /**
   * Over-long texts are cut.
   *
   * @param id sorts by time
   */
  public AuditRow(
      String id,
      Instant at,
      String who,
      String means,
      String address,
      String action,
      String subject,
      String outcome) {
    this.id = id;
    this.at = at;
    this.who = fitted(who, NAME);
    this.means = means;
    this.address = fitted(address, NAME);
    this.action = fitted(action, ACTION);
    this.subject = fitted(subject, SUBJECT);
    this.outcome = fitted(outcome, NAME);
  }

  public String id() {
    return id;
  }

  public Instant at() {
    return at;
  }

  public String who() {
    return who;
  }

  public String means() {
    return means;
  }

  public String address() {
    return address;
  }

  public String action() {
    return action;
  }

  public String subject() {
    return subject;
  }

  public String outcome() {
    return outcome;
  }

  /** What every database's column takes: no NUL, no half of a surrogate pair, not too long. */
  private static String fitted(String text, int length) {
    StringBuilder fitted = new StringBuilder();
    text.codePoints()
        .map(c -> c < ' ' || c == 0x7F || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .limit(length)
        .forEach(fitted::appendCodePoint);
    return fitted.toString();
  }
}
