package org.sipacc.persistence.entity;

import java.io.Serializable;
import java.util.Objects;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.Distribution;

/**
 * The figures of the calls of a group that began in an hour or a day, as far as they came by the
 * journal entries of one day. Hours and days are those of UTC.
 */
@Entity
@Access(AccessType.FIELD)
@IdClass(CallRollup.Key.class)
@Table(name = "call_rollups")
public class CallRollup {
  @Id
  @Column(name = "grouped_by")
  private String groupedBy;

  @Id
  @Column(name = "period")
  private String period;

  @Id
  @Column(name = "group_key")
  private String groupKey;

  @Id
  @Column(name = "entry_day")
  private String entryDay;

  @Id
  @Column(name = "node")
  private int node;

  @Id
  @Column(name = "epoch")
  private int epoch;

  @Column(name = "calls")
  private long calls;

  @Column(name = "answered")
  private long answered;

  @Column(name = "answered_ms")
  private long answeredMillis;

  @Column(name = "redirected")
  private long redirected;

  @Column(name = "challenged")
  private long challenged;

  @Column(name = "reached_user")
  private long reachedUser;

  @Column(name = "effective")
  private long effective;

  @Column(name = "ineffective")
  private long ineffective;

  @Column(name = "requested")
  private long requested;

  @Column(name = "request_ms")
  private long requestMillis;

  @Column(name = "failed")
  private long failed;

  @Column(name = "failed_ms")
  private long failedMillis;

  @Column(name = "delays")
  private byte[] delays = new byte[0];

  /** For JPA. */
  protected CallRollup() {}

  /**
   * One without calls.
   *
   * @param groupedBy the grouping's name
   * @param period {@code H2026-03-01T12} or {@code D2026-03-01}
   * @param day whose entries brought the calls
   */
  public CallRollup(String groupedBy, String period, String groupKey, RolledDay day) {
    this.groupedBy = groupedBy;
    this.period = period;
    this.groupKey = groupKey;
    this.entryDay = day.entryDay();
    this.node = day.node();
    this.epoch = day.epoch();
  }

  public String groupedBy() {
    return groupedBy;
  }

  public String period() {
    return period;
  }

  public String groupKey() {
    return groupKey;
  }

  public CallFigures.Sums sums() {
    return new CallFigures.Sums(
        calls,
        answered,
        answeredMillis,
        redirected,
        challenged,
        reachedUser,
        effective,
        ineffective,
        requested,
        requestMillis,
        failed,
        failedMillis,
        Distribution.decoded(delays));
  }

  /** Adds calls that no sum has yet. */
  public void add(CallFigures more) {
    more.add(sums());
    CallFigures.Sums sums = more.sums();
    calls = sums.calls();
    answered = sums.answered();
    answeredMillis = sums.answeredMillis();
    redirected = sums.redirected();
    challenged = sums.challenged();
    reachedUser = sums.reachedUser();
    effective = sums.effective();
    ineffective = sums.ineffective();
    requested = sums.requested();
    requestMillis = sums.requestMillis();
    failed = sums.failed();
    failedMillis = sums.failedMillis();
    delays = sums.delays().encoded();
  }

  /** The columns of the primary key, for JPA. */
  public static final class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    private String groupedBy;
    private String period;
    private String groupKey;
    private String entryDay;
    private int node;
    private int epoch;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && key.node == node
          && key.epoch == epoch
          && Objects.equals(key.groupedBy, groupedBy)
          && Objects.equals(key.period, period)
          && Objects.equals(key.groupKey, groupKey)
          && Objects.equals(key.entryDay, entryDay);
    }

    @Override
    public int hashCode() {
      return Objects.hash(groupedBy, period, groupKey, entryDay, node, epoch);
    }
  }
}
