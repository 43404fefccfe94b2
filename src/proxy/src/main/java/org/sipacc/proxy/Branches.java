package org.sipacc.proxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.ProxyBranch;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.TooManyHopsException;
import javax.servlet.sip.URI;
import org.sipacc.accounting.policy.Relay;

/**
 * The branches by which the container sends a request to its targets: record-routed, in parallel,
 * without following redirects, within tm's timeouts.
 */
final class Branches {
  /** The parameter of our Record-Route that names the call, as OpenSIPS's {@code rr_param}. */
  static final String DIALOG_ID = "did";

  private final Proxying proxying;
  private final SipServletRequest request;
  private final Transaction transaction;
  private Proxy proxy;
  private Relay relay;
  private boolean firstReplyLimited;

  Branches(Proxying proxying, SipServletRequest request, Transaction transaction) {
    this.proxying = proxying;
    this.request = request;
    this.transaction = transaction;
  }

  /**
   * Makes a branch for each target; {@link #start} sends the request. Where the container does not
   * limit the time to the first reply, the limit for the final reply is the lower one until a
   * provisional reply lifts it.
   *
   * @param asked whose timeouts hold for these targets
   * @throws ServletParseException if a target is no URI
   * @throws TooManyHopsException if the request's Max-Forwards is spent
   */
  Map<ProxyBranch, String> to(List<String> targets, Relay asked)
      throws ServletParseException, TooManyHopsException {
    List<URI> uris = new ArrayList<>();
    for (String target : targets) {
      uris.add(proxying.factory().createURI(target));
    }
    if (proxy == null) {
      proxy = request.getProxy();
      proxy.setRecurse(false);
      proxy.setSupervised(true);
      proxy.setParallel(true);
      proxy.setRecordRoute(true);
      forgetTransport();
      markRecordRoute();
    }
    relay = asked;
    int firstReply = proxying.firstReplySeconds(asked);
    boolean engineHelps = !proxying.engine().isAbsent();
    firstReplyLimited = isInvite() && proxying.engine().limitFirstReply(proxy, firstReply);
    if (!engineHelps) {
      proxy.setProxyTimeout(firstReply);
    }
    List<ProxyBranch> branches = proxy.createProxyBranches(uris);
    Map<ProxyBranch, String> made = new LinkedHashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      if (engineHelps) {
        // Not on the Proxy, which would start the timers of earlier branches again.
        branches
            .get(i)
            .setProxyBranchTimeout(firstReplyLimited ? proxying.answerSeconds(asked) : firstReply);
      }
      made.put(branches.get(i), targets.get(i));
    }
    return made;
  }

  /**
   * Sends the request by the branches that were made since the last start.
   *
   * @throws IllegalStateException if it cannot be sent
   */
  void start() {
    proxy.startProxy();
  }

  /** Gives up what is still open, if anything was started. */
  void cancel() {
    if (proxy != null) {
      proxy.cancel();
    }
  }

  /** What a request that comes back by our Route shall carry. */
  private void markRecordRoute() {
    SipURI recordRoute = proxy.getRecordRouteURI();
    if (proxying.appendsFromTag()) {
      recordRoute.setParameter("ftag", Facts.fromTag(request));
    }
    transaction
        .dialog()
        .ifPresent(
            dialog -> {
              recordRoute.setParameter(DIALOG_ID, dialog.id());
              proxying
                  .signature()
                  .sign(dialog.callId(), dialog.callerTag(), transaction.facts().received())
                  .forEach(recordRoute::setParameter);
            });
  }

  /** The branch a reply is of; some containers do not say it of a reply they made up. */
  Optional<ProxyBranch> of(SipServletResponse response) {
    return Optional.ofNullable(response.getProxyBranch())
        .or(
            () ->
                all().stream()
                    .filter(branch -> response.getRequest().equals(branch.getRequest()))
                    .findFirst());
  }

  /** All branches made so far. */
  List<ProxyBranch> all() {
    return proxy.getProxyBranches();
  }

  /**
   * A provisional reply came: from now on tm's {@code fr_inv_timeout} counts. Without the engine's
   * help it counts for all targets: a branch's own timeout must not exceed the proxy's.
   */
  void progressed(ProxyBranch branch) {
    if (!firstReplyLimited && branch != null && isInvite()) {
      proxy.setProxyTimeout(proxying.answerSeconds(relay));
    }
  }

  /**
   * A target that names no transport is reached by UDP (RFC 3263 section 4.1), not by the one the
   * caller came by, which the container would take from here.
   */
  private void forgetTransport() {
    if (!"UDP".equalsIgnoreCase(request.getTransport())) {
      proxy.getRecordRouteURI().removeParameter("transport");
    }
  }

  private boolean isInvite() {
    return request.getMethod().equals("INVITE");
  }
}
