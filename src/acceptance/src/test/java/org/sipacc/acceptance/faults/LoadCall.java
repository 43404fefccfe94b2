package org.sipacc.acceptance.faults;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sipacc.acceptance.phone.SipMessage;

/**
 * One call of a load, both of its ends: INVITE, 180, 200, ACK, talk, BYE by one side, 200. Each end
 * repeats what is not answered by RFC 3261's timers, and answers what is repeated to it.
 */
final class LoadCall {
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(32);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(45);
  private static final Duration T1 = Duration.ofMillis(500);
  private static final Duration T2 = Duration.ofSeconds(4);

  private final CallLoad load;
  private final String callId;
  private final Plan plan;
  private final String from;
  private final String to;
  private final String invite;

  private long offeredNanos;
  private Optional<Duration> setUp = Optional.empty();
  private boolean answered;
  private boolean acknowledged;
  private boolean byeArrived;
  private Optional<Long> endedNanos = Optional.empty();
  private boolean failed;
  private int refusal;

  private String ringing = "";
  private String answer = "";
  private String callersRoutes = "";
  private String calleesRoutes = "";

  /**
   * What the two persons do.
   *
   * @param ring how long it rings
   * @param talk how long they talk
   * @param callerHangsUp whether it is not the callee
   */
  record Plan(Duration ring, Duration talk, boolean callerHangsUp) {}

  LoadCall(CallLoad load, String callId, Plan plan) {
    this.load = load;
    this.callId = callId;
    this.plan = plan;
    this.from = "<sip:caller@load.example>;tag=f-" + callId;
    this.to = "<sip:callee@" + load.callee().address() + ">";
    this.invite =
        request("INVITE", load.caller(), load.callee(), 1, "", from, to)
            .replace("\r\n\r\n", "\r\nContact: " + contact(load.caller()) + "\r\n\r\n");
  }

  String callId() {
    return callId;
  }

  /** {@link System#nanoTime} of the INVITE. */
  synchronized long offeredNanos() {
    return offeredNanos;
  }

  /** From the INVITE to the first reply but 100, by the caller's stopwatch. */
  synchronized Optional<Duration> setUp() {
    return setUp;
  }

  /** {@link System#nanoTime} of the 200 to the BYE, as the side that hung up saw it. */
  synchronized Optional<Long> endedNanos() {
    return endedNanos;
  }

  synchronized boolean ended() {
    return endedNanos.isPresent();
  }

  /** Whether it got another answer than it should have, or none. */
  synchronized boolean failed() {
    return failed;
  }

  /** The negative reply to its INVITE; 0 if there was none. */
  synchronized int refusal() {
    return refusal;
  }

  synchronized boolean isOver() {
    return failed || ended();
  }

  synchronized void offer() {
    offeredNanos = System.nanoTime();
    repeat(load.caller(), invite, T1, Duration.ZERO, () -> setUp.isPresent());
    load.after(LONGEST_CALL, this::giveUp);
  }

  /** Whoever waits for an answer waits no longer. */
  synchronized void giveUpUnanswered() {
    failed |= !answered;
  }

  private synchronized void giveUp() {
    failed |= !ended();
  }

  /** What the caller's port got. */
  synchronized void callerGot(SipMessage message) {
    if (message.isRequest("BYE")) {
      load.caller().send(reply(message, "200 OK", ""));
    } else if (message.method().equals("INVITE")) {
      callerGotReply(message);
    } else {
      byeAnswered(message);
    }
  }

  private void callerGotReply(SipMessage reply) {
    if (reply.status() == 100) {
      return;
    }
    if (setUp.isEmpty()) {
      setUp = Optional.of(Duration.ofNanos(System.nanoTime() - offeredNanos));
    }
    if (reply.isNegative()) {
      failed = true;
      refusal = reply.status();
      load.caller()
          .send(
              "ACK %s SIP/2.0\r\nVia: %s\r\nMax-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n"
                  .formatted(
                      uri(load.callee()),
                      via(load.caller(), "INVITE"),
                      from,
                      reply.header("To").orElseThrow(),
                      callId));
    } else if (reply.isSuccess()) {
      List<String> route = new ArrayList<>(reply.values("Record-Route"));
      Collections.reverse(route);
      callersRoutes = routes(route);
      load.caller()
          .send(
              request("ACK", load.caller(), load.callee(), 1, callersRoutes, from, calleesTag(to)));
      if (!answered) {
        answered = true;
        load.after(plan.talk(), plan.callerHangsUp() ? this::callerHangsUp : this::calleeHangsUp);
      }
    }
  }

  /** What the callee's port got. */
  synchronized void calleeGot(SipMessage message) {
    if (message.isRequest("INVITE")) {
      calleeGotInvite(message);
    } else if (message.isRequest("ACK")) {
      acknowledged = true;
    } else if (message.isRequest("BYE")) {
      byeArrived = true;
      load.callee().send(reply(message, "200 OK", ""));
    } else if (message.method().equals("BYE")) {
      byeAnswered(message);
    }
  }

  private void calleeGotInvite(SipMessage message) {
    if (ringing.isEmpty()) {
      calleesRoutes = routes(message.values("Record-Route"));
      String contact = "Contact: " + contact(load.callee()) + "\r\n";
      ringing = reply(message, "180 Ringing", contact);
      answer = reply(message, "200 OK", contact);
      load.after(
          plan.ring(),
          () -> repeat(load.callee(), answer, T1, Duration.ZERO, () -> acknowledged || byeArrived));
    }
    load.callee().send(ringing);
  }

  private synchronized void callerHangsUp() {
    bye(load.caller(), load.callee(), callersRoutes, from, calleesTag(to));
  }

  private synchronized void calleeHangsUp() {
    bye(load.callee(), load.caller(), calleesRoutes, calleesTag(to), from);
  }

  private void bye(LoadSocket side, LoadSocket other, String routes, String local, String remote) {
    String bye = request("BYE", side, other, 2, routes, local, remote);
    repeat(side, bye, T1, Duration.ZERO, this::isOver);
  }

  private void byeAnswered(SipMessage reply) {
    if (isOver() || reply.isProvisional()) {
      return;
    }
    if (reply.isSuccess()) {
      endedNanos = Optional.of(System.nanoTime());
    } else {
      failed = true;
    }
  }

  /** Sends now, and again at growing intervals until that is so; after 32 s the call has failed. */
  private synchronized void repeat(
      LoadSocket side, String message, Duration interval, Duration waited, Condition done) {
    if (done.holds() || failed) {
      return;
    }
    if (waited.compareTo(LONGEST_TRANSACTION) >= 0) {
      failed = true;
      return;
    }
    side.send(message);
    Duration next = interval.multipliedBy(2).compareTo(T2) < 0 ? interval.multipliedBy(2) : T2;
    load.after(interval, () -> repeat(side, message, next, waited.plus(interval), done));
  }

  private interface Condition {
    boolean holds();
  }

  private String request(
      String method,
      LoadSocket side,
      LoadSocket other,
      int number,
      String routes,
      String local,
      String remote) {
    return "%s %s SIP/2.0\r\nVia: %s\r\nMax-Forwards: 70\r\n%sFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %d %s\r\nContent-Length: 0\r\n\r\n"
        .formatted(
            method, uri(other), via(side, method), routes, local, remote, callId, number, method);
  }

  private String via(LoadSocket side, String method) {
    return "SIP/2.0/UDP " + side.address() + ";rport;branch=z9hG4bK-" + method + "-" + callId;
  }

  private String reply(SipMessage request, String status, String contact) {
    String to = request.header("To").orElseThrow();
    String copied =
        request.headers().stream()
            .filter(
                header ->
                    header.is("Via")
                        || header.is("Record-Route")
                        || header.is("From")
                        || header.is("Call-ID")
                        || header.is("CSeq"))
            .map(header -> header + "\r\n")
            .collect(joining());
    return "SIP/2.0 "
        + status
        + "\r\n"
        + copied
        + "To: "
        + (request.toTag().isEmpty() ? calleesTag(to) : to)
        + "\r\n"
        + contact
        + "Content-Length: 0\r\n\r\n";
  }

  private String calleesTag(String party) {
    return party + ";tag=t-" + callId;
  }

  private static String contact(LoadSocket side) {
    return "<" + uri(side) + ">";
  }

  private static String uri(LoadSocket side) {
    return "sip:load@" + side.address();
  }

  private static String routes(List<String> values) {
    return values.stream().map(value -> "Route: " + value + "\r\n").collect(joining());
  }
}
