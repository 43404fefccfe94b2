package org.sipacc.proxy;

import java.util.List;
import java.util.Optional;
import javax.servlet.ServletContext;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.ExtraDefinition;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.service.Accounting;

/** What every proxied request needs of its surroundings. */
final class Proxying {
  private final Accounting accounting;
  private final Engine engine;
  private final SipFactory factory;
  private final List<ExtraDefinition> extras;
  private final int firstReplySeconds;
  private final int answerSeconds;

  Proxying(Accounting accounting, Engine engine, ServletContext context) {
    this.accounting = accounting;
    this.engine = engine;
    this.factory = (SipFactory) context.getAttribute(SipServlet.SIP_FACTORY);
    Parameters parameters = accounting.parameters();
    this.extras = parameters.extraDefinitions();
    this.firstReplySeconds = (int) parameters.get(Catalogue.FR_TIMEOUT).toSeconds();
    this.answerSeconds = (int) parameters.get(Catalogue.FR_INV_TIMEOUT).toSeconds();
  }

  Accounting accounting() {
    return accounting;
  }

  SipFactory factory() {
    return factory;
  }

  /** tm's {@code fr_inv_timeout}: how long an INVITE may ring. */
  int answerTimeoutSeconds() {
    return answerSeconds;
  }

  void run(Hook hook, HookRun run) {
    accounting.policy().run(hook, run);
  }

  /** Gives the fields of {@code db_extra} and its like their values, when the request hook ends. */
  void setDefinedExtras(HookRun run) {
    for (ExtraDefinition extra : extras) {
      run.setExtra(extra.tag(), Optional.of(extra.value().evaluate(run.message(), run)));
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

  /**
   * Sets tm's timeouts.
   *
   * @return whether the container itself limits the time to the first reply; if not, the limit for
   *     the final reply is the lower one until a provisional reply lifts it
   */
  boolean limitReplies(Proxy proxy, boolean invite) {
    boolean limited = invite && engine.limitFirstReply(proxy, firstReplySeconds);
    proxy.setProxyTimeout(limited ? answerSeconds : firstReplySeconds);
    return limited;
  }
}
