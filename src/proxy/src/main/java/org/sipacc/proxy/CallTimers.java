package org.sipacc.proxy;

import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.TimerService;

/** What shall happen to a call on the container's threads, later or as soon as may be. */
public class CallTimers implements TimerListener {
  /** What a timer is for. */
  enum Purpose {
    /** The request has been held long enough: send it. */
    SEND,
    /** Somebody wants the call, which still rings, to be given up. */
    GIVE_UP
  }

  static void start(
      TimerService timers, SipApplicationSession session, long delayMillis, Purpose purpose) {
    timers.createTimer(session, delayMillis, false, purpose);
  }

  @Override
  public void timeout(ServletTimer timer) {
    ProxiedRequest.of(timer.getApplicationSession())
        .ifPresent(
            request -> {
              if (timer.getInfo() == Purpose.SEND) {
                request.heldLongEnough();
              } else {
                request.giveUp();
              }
            });
  }
}
