package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Request;

/**
 * A 2xx that a callee sends again, for no ACK has reached it, is passed on to the caller each time
 * (RFC 3261 section 16.7, step 5): the first may have been lost. The engine would drop it.
 *
 * <p>Only an exact repetition is passed on, to the Via that the first one named, so that nobody can
 * have packets sent elsewhere.
 */
final class RepeatedAnswers {

  /** A callee repeats its answer for 64 times T1, 32 s (RFC 3261 section 13.3.1.4). */
  private static final Duration REPEATED = Duration.ofSeconds(33);

  private static final int MOST = 100_000;

  private final Upstream upstream;
  private final LongSupplier nanoTime;
  private final Map<Answer, Long> answers = new LinkedHashMap<>();

  RepeatedAnswers(Upstream upstream, LongSupplier nanoTime) {
    this.upstream = upstream;
    this.nanoTime = nanoTime;
  }

  /** Whether the response repeats an answer; it is then passed on. */
  boolean takes(ResponseEvent event) throws SipException {
    SIPResponse response = (SIPResponse) event.getResponse();
    if (response.getStatusCode() / 100 != 2
        || !response.getCSeq().getMethod().equals(Request.INVITE)) {
      return false;
    }
    Optional<Answer> answer = Upstream.below(response).map(below -> Answer.of(response, below));
    if (answer.isEmpty() || isFirst(answer.get())) {
      return false;
    }
    upstream.passOn(event);
    return true;
  }

  private synchronized boolean isFirst(Answer answer) {
    long now = nanoTime.getAsLong();
    Iterator<Long> times = answers.values().iterator();
    while (times.hasNext() && (now - times.next() > REPEATED.toNanos() || answers.size() >= MOST)) {
      times.remove();
    }
    return answers.putIfAbsent(answer, now) == null;
  }

  private record Answer(String branch, String toTag, String caller) {
    static Answer of(SIPResponse response, Via below) {
      return new Answer(
          String.valueOf(response.getTopmostVia().getBranch()),
          String.valueOf(response.getToTag()),
          below.encode());
    }
  }
}
