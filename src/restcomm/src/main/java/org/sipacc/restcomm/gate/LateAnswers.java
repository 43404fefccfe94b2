package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.ListeningPoint;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.sipacc.restcomm.engine.DialogLookup;
import org.sipacc.restcomm.engine.OrphanCalls;
import org.sipacc.restcomm.engine.SipApplication;
import org.sipacc.restcomm.engine.SipEngine;

/**
 * Answers to INVITEs that the engine had sent in an earlier run of the server or of the
 * application, when the call was still ringing, are passed on to the caller if the application says
 * so. {@link OrphanCalls} tells what it is asked.
 *
 * <p>The Via such an answer goes on to is what the answer itself says, for nothing is left of the
 * INVITE: only the application, which knows the calls that rang, keeps others from sending packets
 * by us. So answers are taken for a short while after the start only, and not too many.
 */
final class LateAnswers {

  /** What the engine writes into its Vias: application session, application, something random. */
  private static final Pattern BRANCH = Pattern.compile("z9hG4bK([^_]+)_([^_]+)_.+");

  /** Answers are repeated as long. */
  private static final Duration KEPT = Duration.ofSeconds(64);

  private static final int MOST = 50_000;
  private static final int MOST_ASKED_PER_SECOND = 1000;

  private final SipEngine engine;
  private final DialogLookup dialogs;
  private final Upstream upstream;
  private final FailureAck failureAck;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Answer, Long> passed = new LinkedHashMap<>();
  private long second;
  private int askedInSecond;

  LateAnswers(SipEngine engine, Upstream upstream, LongSupplier nanoTime) {
    this.engine = engine;
    this.upstream = upstream;
    this.nanoTime = nanoTime;
    dialogs = new DialogLookup(engine);
    failureAck = new FailureAck(engine);
    start = nanoTime.getAsLong();
  }

  /** Whether the response is such an answer; it is then passed on or dropped. */
  boolean takes(ResponseEvent event) throws SipException {
    SIPResponse response = (SIPResponse) event.getResponse();
    long now = nanoTime.getAsLong();
    if (!response.getCSeq().getMethod().equals(Request.INVITE)
        || response.getStatusCode() == SIPResponse.TRYING) {
      return false;
    }
    Optional<OrphanCalls> application = earlierRun(response).filter(OrphanCalls::awaitsLateAnswers);
    Optional<Via> below = Upstream.below(response);
    if (application.isEmpty() || below.isEmpty()) {
      return false;
    }
    if (isLetThrough(response, below.get(), application.get(), now)) {
      upstream.passOnByNewConnection(event);
      if (event.getClientTransaction() == null) {
        failureAck.acknowledge(response);
      }
    }
    return true;
  }

  /** The application that had sent the INVITE, if that call has no session now. */
  private Optional<OrphanCalls> earlierRun(SIPResponse response) {
    Via via = response.getTopmostVia();
    int port = via.getPort() > 0 ? via.getPort() : ListeningPoint.PORT_5060;
    Matcher branch = BRANCH.matcher(String.valueOf(via.getBranch()));
    if (!branch.matches()
        || engine.locals().at(via.getHost(), port, via.getTransport()).isEmpty()) {
      return Optional.empty();
    }
    return dialogs
        .application(branch.group(2))
        .filter(application -> !application.hasApplicationSession(branch.group(1)))
        .map(SipApplication::orphanCalls);
  }

  private boolean isLetThrough(SIPResponse response, Via below, OrphanCalls application, long now) {
    Answer answer = Answer.of(response, below);
    synchronized (passed) {
      forgetOld(now);
      if (passed.containsKey(answer)) {
        return true;
      }
      if (isTooOften(now)) {
        return false;
      }
    }
    if (!application.letsPass(MessageFacts.of(response, below, now))) {
      return false;
    }
    synchronized (passed) {
      passed.put(answer, now);
    }
    return true;
  }

  private void forgetOld(long now) {
    Iterator<Long> times = passed.values().iterator();
    while (times.hasNext() && (now - times.next() > KEPT.toNanos() || passed.size() >= MOST)) {
      times.remove();
    }
  }

  private boolean isTooOften(long now) {
    long newSecond = Duration.ofNanos(now - start).toSeconds();
    if (newSecond != second) {
      second = newSecond;
      askedInSecond = 0;
    }
    askedInSecond++;
    return askedInSecond > MOST_ASKED_PER_SECOND;
  }

  private record Answer(String branch, String below, String dialog, int status) {
    static Answer of(SIPResponse response, Via below) {
      return new Answer(
          response.getTopmostVia().getBranch(),
          below.encode(),
          response.getCallId().getCallId()
              + " "
              + response.getFromTag()
              + " "
              + response.getToTag(),
          response.getStatusCode());
    }
  }
}
