package org.sipacc.proxy;

import java.time.Duration;
import java.util.List;
import javax.servlet.ServletContext;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.TimerService;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.ExtraDefinition;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Relay;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.service.Accounting;

/** What every proxied request needs of its surroundings. */
final class Proxying {
  /** A call may ring that long before its lifetime begins. */
  private static final Duration SET_UP = Duration.ofHours(1);

  private final Accounting accounting;
  private final Engine engine;
  private final SipFactory factory;
  private final TimerService timers;
  private final List<ExtraDefinition> extras;
  private final RouteSignature signature;
  private final boolean appendFromTag;
  private final boolean watchesSessions;
  private final int firstReplySeconds;
  private final int answerSeconds;

  Proxying(Accounting accounting, Engine engine, ServletContext context) {
    this.accounting = accounting;
    this.engine = engine;
    this.factory = (SipFactory) context.getAttribute(SipServlet.SIP_FACTORY);
    Parameters parameters = accounting.parameters();
    this.timers = (TimerService) context.getAttribute(SipServlet.TIMER_SERVICE);
    this.extras = parameters.extraDefinitions();
    this.signature =
        new RouteSignature(
            accounting.routeKeys(),
            parameters.get(Catalogue.DEFAULT_TIMEOUT).plus(SET_UP),
            parameters.get(Catalogue.NODE));
    this.appendFromTag = parameters.get(Catalogue.APPEND_FROMTAG);
    this.watchesSessions = parameters.get(Catalogue.SESSION_TIMERS);
    this.firstReplySeconds = (int) parameters.get(Catalogue.FR_TIMEOUT).toSeconds();
    this.answerSeconds = (int) parameters.get(Catalogue.FR_INV_TIMEOUT).toSeconds();
  }

  Accounting accounting() {
    return accounting;
  }

  SipFactory factory() {
    return factory;
  }

  /** The container's functions beyond the standard. */
  Engine engine() {
    return engine;
  }

  /** Timers of the container, which run on its threads. */
  TimerService timers() {
    return timers;
  }

  /** By which our Record-Route is signed. */
  RouteSignature signature() {
    return signature;
  }

  /** {@code rr}'s {@code append_fromtag}. */
  boolean appendsFromTag() {
    return appendFromTag;
  }

  /** Whether a call ends that its parties do not refresh in time. */
  boolean watchesSessions() {
    return watchesSessions;
  }

  /** Gives the fields of {@code db_extra} and its like their values, when the request hook ends. */
  void setDefinedExtras(HookRun run) {
    if (extras.isEmpty()) {
      return;
    }
    AccountingContext accounting = run.transaction().accounting();
    for (ExtraDefinition extra : extras) {
      SipMessageView message =
          accounting.isSwapped() && extra.isOfParty()
              ? new SwappedParties(run.message())
              : run.message();
      accounting.defineExtra(extra.tag(), extra.value().evaluate(message, run));
    }
  }

  /**
   * Keeps a request's sessions until they expire. A container without the engine's help may take a
   * call whose first target failed for one that is over, and then relays neither ACK nor BYE.
   */
  void keepSessions(SipServletRequest request) {
    if (engine.isAbsent()) {
      request.getApplicationSession().setInvalidateWhenReady(false);
      request.getSession().setInvalidateWhenReady(false);
    }
  }

  /** tm's {@code fr_timeout}, or what the relay says instead. */
  int firstReplySeconds(Relay relay) {
    return relay.frTimeout().map(timeout -> (int) timeout.toSeconds()).orElse(firstReplySeconds);
  }

  /** tm's {@code fr_inv_timeout}, or what the relay says instead. */
  int answerSeconds(Relay relay) {
    return relay.frInvTimeout().map(timeout -> (int) timeout.toSeconds()).orElse(answerSeconds);
  }
}
