package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Request;

/**
 * Every further 2xx of an INVITE sent by the engine is passed on to the caller (RFC 3261 section
 * 16.7, step 5); the engine would drop it, and the application is told of the first one only. It is
 * either the first one again, for no ACK has reached the callee, or that of another callee, for a
 * proxy behind us has forked: then its dialog becomes one of the {@link ForkedDialogs}.
 *
 * <p>It goes to the Via that the first one named, which answered a transaction of ours, so that
 * nobody can have packets sent elsewhere.
 */
final class RepeatedAnswers {

  /** How long callees repeat their answers, and callers await more: 64 times T1, 32 s. */
  private static final Duration AWAITED = Duration.ofSeconds(33);

  /** The last one that is awaited is repeated as long. */
  private static final Duration KEPT = AWAITED.multipliedBy(2);

  private static final int MOST = 100_000;

  /** Callees of one INVITE beside the first. */
  private static final int MOST_OTHERS = 10;

  private final Upstream upstream;
  private final ForkedDialogs forkedDialogs;
  private final LongSupplier nanoTime;
  private final Map<Invite, Answers> invites = new LinkedHashMap<>();

  RepeatedAnswers(Upstream upstream, ForkedDialogs forkedDialogs, LongSupplier nanoTime) {
    this.upstream = upstream;
    this.forkedDialogs = forkedDialogs;
    this.nanoTime = nanoTime;
  }

  /** Whether the response is such an answer; it is then passed on. */
  boolean takes(ResponseEvent event) throws SipException {
    SIPResponse response = (SIPResponse) event.getResponse();
    if (response.getStatusCode() / 100 != 2
        || !response.getCSeq().getMethod().equals(Request.INVITE)) {
      return false;
    }
    Optional<Invite> invite = Upstream.below(response).map(below -> Invite.of(response, below));
    if (invite.isEmpty()) {
      return false;
    }
    boolean awaited = event.getClientTransaction() != null;
    switch (kind(invite.get(), String.valueOf(response.getToTag()), awaited)) {
      case LEFT -> {
        return false;
      }
      case OTHER -> forkedDialogs.add(response);
      case REPEATED -> {
        // nothing new
      }
    }
    upstream.passOn(event);
    return true;
  }

  private enum Kind {
    /** The first one, or none that is awaited: the engine's. */
    LEFT,
    REPEATED,
    OTHER
  }

  private synchronized Kind kind(Invite invite, String toTag, boolean awaited) {
    long now = nanoTime.getAsLong();
    Iterator<Answers> all = invites.values().iterator();
    while (all.hasNext() && (all.next().age(now) > KEPT.toNanos() || invites.size() >= MOST)) {
      all.remove();
    }
    Answers answers = invites.get(invite);
    if (answers == null) {
      if (awaited) {
        invites.put(invite, new Answers(now, toTag, new HashSet<>()));
      }
      return Kind.LEFT;
    }
    if (toTag.equals(answers.toTag()) || answers.others().contains(toTag)) {
      return Kind.REPEATED;
    }
    if (answers.age(now) > AWAITED.toNanos() || answers.others().size() >= MOST_OTHERS) {
      return Kind.LEFT;
    }
    answers.others().add(toTag);
    return Kind.OTHER;
  }

  private record Answers(long since, String toTag, Set<String> others) {
    long age(long now) {
      return now - since;
    }
  }

  private record Invite(String branch, String caller) {
    static Invite of(SIPResponse response, Via below) {
      return new Invite(String.valueOf(response.getTopmostVia().getBranch()), below.encode());
    }
  }
}
