package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.sipacc.restcomm.engine.OrphanCalls;

/**
 * The orphans that were sent on a short while ago: so that their copies are treated alike, and the
 * application is told how they were answered.
 */
final class OrphanRequests {

  /** Longer than anybody repeats a request or its answer: 64 times T1, twice. */
  private static final Duration KEPT = Duration.ofSeconds(64);

  /** Timers F and B. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(32);

  /** Timer C. */
  private static final Duration ANSWERED_AFTER_PROVISIONAL = Duration.ofMinutes(3);

  private static final int MOST = 50_000;

  private final LongSupplier nanoTime;
  private final Map<Key, Orphan> orphans = new LinkedHashMap<>();

  OrphanRequests(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** One request with its copies, its CANCEL and the ACK to its failure. */
  static final class Orphan {
    private final OrphanCalls application;
    private final Map<String, Object> facts;
    private final String method;
    private final String routing;
    private final boolean pastPeer;
    private long changed;
    private boolean provisional;
    private boolean told;
    private StatelessRelay.Outcome outcome = StatelessRelay.Outcome.SENT;

    private Orphan(RoutedCopy copy, OrphanCalls application, Map<String, Object> facts, long now) {
      this.application = application;
      this.facts = facts;
      method = copy.message().getMethod();
      routing = copy.routing();
      pastPeer = copy.isPastPeer();
      changed = now;
      told = method.equals(Request.ACK);
    }

    /** Whether it goes where the first copy went. */
    boolean isRoutedAs(RoutedCopy copy) {
      return routing.equals(copy.routing());
    }

    /** Whether it goes past the other node that its Route led to. */
    boolean isPastPeer() {
      return pastPeer;
    }

    /** What the application was told of it. */
    Map<String, Object> facts() {
      return facts;
    }

    private boolean isOverdue(long now) {
      Duration patience =
          provisional && method.equals(Request.INVITE)
              ? ANSWERED_AFTER_PROVISIONAL
              : ANSWERED_WITHIN;
      return !told && now - changed > patience.toNanos();
    }

    private boolean isSpent(long now) {
      return told && now - changed > KEPT.toNanos();
    }
  }

  /** Remembers a request that goes on; the eldest is forgotten if there are too many. */
  synchronized Orphan add(RoutedCopy copy, OrphanCalls application, Map<String, Object> facts) {
    if (orphans.size() >= MOST) {
      Iterator<Orphan> eldest = orphans.values().iterator();
      tell(eldest.next(), Response.REQUEST_TIMEOUT, Map.of());
      eldest.remove();
    }
    Orphan orphan = new Orphan(copy, application, facts, nanoTime.getAsLong());
    orphans.put(Key.of(copy.message(), copy.message().getTopmostVia()), orphan);
    return orphan;
  }

  /** The one of which the request is a copy, or the CANCEL or ACK. */
  synchronized Optional<Orphan> find(SIPMessage request) {
    return Optional.ofNullable(orphans.get(Key.of(request, request.getTopmostVia())));
  }

  /** Whether it has had no final answer; an ACK gets none. */
  synchronized boolean isUnanswered(Orphan orphan) {
    return !orphan.told;
  }

  /** What became of the request when it was to be sent. */
  synchronized StatelessRelay.Outcome outcome(Orphan orphan) {
    return orphan.outcome;
  }

  /** The request could not be sent and is answered so. */
  synchronized void failed(Orphan orphan, StatelessRelay.Outcome outcome) {
    orphan.outcome = outcome;
    tell(orphan, outcome.code(), Map.of());
  }

  /** A response to one of them has come. */
  synchronized void answered(SIPResponse response) {
    Optional<Orphan> found =
        Upstream.below(response).map(below -> orphans.get(Key.of(response, below)));
    if (found.isEmpty() || !found.get().method.equals(response.getCSeq().getMethod())) {
      return;
    }
    if (response.getStatusCode() >= 200) {
      Map<String, Object> more =
          MessageFacts.contact(response)
              .<Map<String, Object>>map(contact -> Map.of("answerContact", contact))
              .orElse(Map.of());
      tell(found.get(), response.getStatusCode(), more);
    } else if (!found.get().told) {
      found.get().provisional = true;
      found.get().changed = nanoTime.getAsLong();
    }
  }

  private void tell(Orphan orphan, int status, Map<String, Object> more) {
    if (!orphan.told) {
      orphan.told = true;
      orphan.changed = nanoTime.getAsLong();
      Map<String, Object> facts = new HashMap<>(orphan.facts);
      facts.putAll(more);
      orphan.application.tellReply(Map.copyOf(facts), status);
    }
  }

  /** Tells of those that wait in vain, and forgets those that are over. */
  synchronized void sweep() {
    long now = nanoTime.getAsLong();
    for (Iterator<Orphan> all = orphans.values().iterator(); all.hasNext(); ) {
      Orphan orphan = all.next();
      if (orphan.isOverdue(now)) {
        tell(orphan, Response.REQUEST_TIMEOUT, Map.of());
      } else if (orphan.isSpent(now)) {
        all.remove();
      }
    }
  }

  /**
   * What makes requests copies of each other. The sequence number tells those apart whose sender
   * sets no branch (RFC 2543).
   */
  private record Key(String branch, String sentBy, String dialog, long cseq, String method) {
    static Key of(SIPMessage message, Via below) {
      String method = message.getCSeq().getMethod();
      return new Key(
          String.valueOf(below.getBranch()),
          below.getHost() + ":" + below.getPort(),
          String.join(
              "\n",
              message.getCallId().getCallId(),
              String.valueOf(message.getFromTag()),
              String.valueOf(message.getToTag())),
          message.getCSeq().getSeqNumber(),
          method.equals(Request.ACK) || method.equals(Request.CANCEL) ? Request.INVITE : method);
    }
  }
}
