package org.sipacc.persistence.entity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.JoinColumn;
import javax.persistence.OneToMany;
import javax.persistence.OrderBy;
import javax.persistence.Table;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.number.Countries;

/** A call summary; its instants are stored in UTC, to the millisecond. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "calls")
public class CallRow {
  @Id
  @Column(name = "call_uid")
  private String callUid;

  @Column(name = "record_id")
  private String recordId;

  @Column(name = "callid")
  private String callId;

  @Column(name = "from_tag")
  private String fromTag;

  @Column(name = "to_tag")
  private String toTag;

  @Column(name = "from_uri")
  private String fromUri;

  @Column(name = "to_uri")
  private String toUri;

  @Column(name = "request_uri")
  private String requestUri;

  @Column(name = "source")
  private String source;

  @Column(name = "user_agent")
  private String userAgent;

  @Column(name = "invited")
  private Instant invited;

  @Column(name = "first_provisional")
  private Instant firstProvisional;

  @Column(name = "ringing")
  private Instant ringing;

  @Column(name = "answered")
  private Instant answered;

  @Column(name = "ended")
  private Instant ended;

  @Enumerated(EnumType.STRING)
  @Column(name = "outcome")
  private CallSummary.Outcome outcome;

  @Column(name = "code")
  private int code;

  @Column(name = "reason")
  private String reason;

  @Enumerated(EnumType.STRING)
  @Column(name = "ended_by")
  private CallSummary.EndedBy endedBy;

  @Column(name = "cause")
  private String cause;

  @Column(name = "evidence")
  private String evidence;

  @Column(name = "policy_version")
  private String policyVersion;

  @Column(name = "callee_country")
  private String calleeCountry;

  @Column(name = "caller", insertable = false, updatable = false)
  private String caller;

  @Column(name = "callee", insertable = false, updatable = false)
  private String callee;

  @Column(name = "duration_ms", insertable = false, updatable = false)
  private Long durationMillis;

  @OneToMany
  @OrderBy("attempt")
  @JoinColumn(name = "call_uid", insertable = false, updatable = false)
  private List<CallAttempt> attempts = new ArrayList<>();

  /** For JPA. */
  protected CallRow() {}

  /**
   * @param entry the id of the journal entry that brought the summary
   * @param countries those of called numbers
   */
  public CallRow(TimeOrderedId entry, CallSummary summary, Countries countries) {
    this.callUid = summary.uid().toString();
    this.recordId = entry.toString();
    this.callId = summary.callId();
    this.fromTag = summary.fromTag();
    this.toTag = summary.toTag();
    this.fromUri = summary.fromUri();
    this.toUri = summary.toUri();
    this.requestUri = summary.requestUri();
    this.source = summary.source();
    this.userAgent = summary.userAgent();
    this.invited = summary.invited();
    this.firstProvisional = summary.firstProvisional().orElse(null);
    this.ringing = summary.ringing().orElse(null);
    this.answered = summary.answered().orElse(null);
    this.ended = summary.ended();
    this.outcome = summary.outcome();
    this.code = summary.code();
    this.reason = summary.reason();
    this.endedBy = summary.endedBy();
    this.cause = summary.cause();
    this.evidence = summary.evidence();
    this.policyVersion = summary.policyVersion();
    this.calleeCountry = countries.ofUri(summary.requestUri());
  }

  /** The summary as the accounting module made it; over-long texts are as stored. */
  public CallSummary summary() {
    return summary(attempts.stream().map(CallAttempt::attempt).toList());
  }

  /** The summary without its attempts, which are not asked for. */
  public CallSummary head() {
    return summary(List.of());
  }

  private CallSummary summary(List<CallSummary.Attempt> made) {
    return new CallSummary(
        TimeOrderedId.parse(callUid),
        callId,
        fromTag,
        toTag,
        fromUri,
        toUri,
        requestUri,
        source,
        userAgent,
        invited,
        Optional.ofNullable(firstProvisional),
        Optional.ofNullable(ringing),
        Optional.ofNullable(answered),
        ended,
        outcome,
        code,
        reason,
        endedBy,
        cause,
        evidence,
        policyVersion,
        made);
  }

  /** The user part of the From URI, as the database took it out; "" before the row is stored. */
  public String caller() {
    return caller == null ? "" : caller;
  }

  /** The user part of the Request-URI, as the database took it out; "" before it is stored. */
  public String callee() {
    return callee == null ? "" : callee;
  }

  /** From answer to end, as the database reckoned it; empty if there was no answer. */
  public Optional<Long> durationMillis() {
    return Optional.ofNullable(durationMillis);
  }

  /** The id of the journal entry that brought the summary. */
  public String recordId() {
    return recordId;
  }
}
