package org.sipacc.proxy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import javax.ejb.EJB;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.service.AccountingService;
import org.sipacc.service.Dialogs;

/**
 * The proxy: takes each request and reply the container delivers to whom it concerns.
 *
 * <p>Of a proxied request the container tells each target's final reply first (a branch response),
 * then the one it sends on. The first is where attempts are watched, the second where records are
 * made.
 */
public class ProxyServlet extends SipServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(ProxyServlet.class.getName());

  @EJB private transient AccountingService service;
  private transient Proxying proxying;
  private transient OtherApplications applications;

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    Engine engine = Engine.of(getServletContext());
    proxying = new Proxying(service.direct(), engine, getServletContext());
    applications = OtherApplications.serve(proxying);
    takeFormerCalls(engine);
    takeForeignCalls(engine);
    engine.waitAtStopFor(proxying.accounting().dialogs()::count);
    engine.onBranchTimeout(
        branch ->
            ProxiedRequest.of(branch.getRequest().getApplicationSession())
                .ifPresent(request -> request.attempts().branchTimedOut(branch)));
  }

  @Override
  public void destroy() {
    if (applications != null) {
      applications.close();
    }
    super.destroy();
  }

  private void takeFormerCalls(Engine engine) {
    Dialogs dialogs = proxying.accounting().dialogs();
    FormerCalls former = new FormerCalls(proxying);
    LateAnswers lateAnswers = new LateAnswers(proxying);
    boolean routed = engine.onFormerCalls(former::decide, former::replied, lateAnswers::take);
    dialogs.closeFormer(
        dialog ->
            OtherApplications.isTheirs(dialog) ? !applications.mayHoldFormerCalls() : !routed);
    for (Dialog dialog : dialogs.former()) {
      Transaction call =
          Transaction.former(proxying.accounting(), dialog, dialog.accounting().request());
      dialog.controlledBy(new CallControl(proxying, call, Optional.empty()));
    }
    dialogs.resumeFormer();
  }

  private void takeForeignCalls(Engine engine) {
    List<String> peers = proxying.accounting().parameters().get(Catalogue.PEERS);
    if (!peers.isEmpty() && !engine.peers(peers)) {
      LOG.log(Level.WARNING, "sipacc.peers has no effect: this container knows no other nodes");
    }
  }

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    if (request.isInitial()) {
      ProxiedRequest.take(proxying, request);
      return;
    }
    Optional<ProxiedRequest> proxied = ProxiedRequest.of(request.getApplicationSession());
    if (proxied.isEmpty()) {
      return;
    }
    if (request.getMethod().equals("CANCEL")) {
      proxied.get().cancelled(request);
    } else {
      proxied.get().inDialog().take(request);
    }
  }

  @Override
  protected void doBranchResponse(SipServletResponse response) {
    proxied(response)
        .filter(proxied -> proxied.isRepliedBy(response))
        .ifPresent(
            proxied -> {
              if (response.getStatus() < 200) {
                proxied.attempts().progressed(response);
              } else {
                proxied.attempts().branchReplied(response);
              }
            });
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    proxied(response)
        .ifPresent(
            proxied -> {
              if (!proxied.isRepliedBy(response)) {
                proxied.inDialog().replied(response);
              } else if (response.getStatus() < 200) {
                proxied.attempts().progressed(response);
              } else {
                proxied.attempts().bestReply(response);
              }
            });
  }

  private static Optional<ProxiedRequest> proxied(SipServletResponse response) {
    return ProxiedRequest.of(response.getApplicationSession());
  }
}
