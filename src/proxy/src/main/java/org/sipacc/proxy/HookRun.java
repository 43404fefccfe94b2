package org.sipacc.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipFactory;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.PolicyHost;
import org.sipacc.accounting.policy.Relay;
import org.sipacc.accounting.variable.SipMessageView;

/**
 * One run of a hook over one message: marks and values take effect on the transaction at once;
 * where the message shall go is kept for the proxy to do when the run is over.
 */
final class HookRun implements PolicyHost {
  private static final Logger LOG = System.getLogger(HookRun.class.getName());

  private final Transaction transaction;
  private final SipFactory factory;
  private final SipMessageView message;
  private final Optional<SipMessageView> request;
  private final Optional<SipMessageView> lastReply;
  private Optional<Relay> relay = Optional.empty();
  private Optional<LocalReply> reply = Optional.empty();

  private HookRun(
      Transaction transaction,
      SipFactory factory,
      SipMessageView message,
      Optional<SipMessageView> request,
      Optional<SipMessageView> lastReply) {
    this.transaction = transaction;
    this.factory = factory;
    this.message = message;
    this.request = request;
    this.lastReply = lastReply;
  }

  /** A run over a request: the hooks request and branch. */
  static HookRun overRequest(Transaction transaction, SipFactory factory, SipMessageView request) {
    return new HookRun(transaction, factory, request, Optional.empty(), Optional.empty());
  }

  /** A run over a reply: the hook reply. */
  static HookRun overReply(
      Transaction transaction, SipFactory factory, SipMessageView request, SipMessageView reply) {
    return new HookRun(transaction, factory, reply, Optional.of(request), Optional.empty());
  }

  /** A run over a request whose attempt ended with this reply: the hook failure. */
  static HookRun overFailure(
      Transaction transaction, SipFactory factory, SipMessageView request, SipMessageView reply) {
    return new HookRun(transaction, factory, request, Optional.empty(), Optional.of(reply));
  }

  /** Where the request is to be sent; empty if the run did not say. */
  Optional<Relay> relay() {
    return relay;
  }

  /** How the request is to be answered; empty if it is not. */
  Optional<LocalReply> localReply() {
    return reply;
  }

  @Override
  public SipMessageView message() {
    return message;
  }

  @Override
  public Optional<SipMessageView> request() {
    return request;
  }

  @Override
  public Optional<SipMessageView> reply() {
    return lastReply;
  }

  @Override
  public Optional<String> extra(String tag) {
    return transaction.accounting().extra(tag);
  }

  @Override
  public void setExtra(String tag, Optional<String> value) {
    transaction.accounting().setExtra(tag, value.orElse(""));
  }

  @Override
  public Optional<String> avp(String name) {
    return transaction.avp(name);
  }

  @Override
  public void setAvp(String name, Optional<String> value) {
    transaction.setAvp(name, value);
  }

  @Override
  public boolean doAccounting(AccountingRequest asked) {
    transaction.accounting().doAccounting(asked, transaction.now());
    return true;
  }

  @Override
  public boolean dropAccounting(AccountingRequest dropped) {
    return transaction.accounting().dropAccounting(dropped);
  }

  @Override
  public void createDialog(DialogFlags flags) {
    transaction.setDialogFlags(flags);
  }

  @Override
  public boolean relay(Relay asked) {
    for (String target : asked.targets()) {
      try {
        factory.createURI(target);
      } catch (ServletParseException | IllegalArgumentException e) {
        LOG.log(Level.WARNING, "{0} is no URI to relay to: {1}", target, e.getMessage());
        return false;
      }
    }
    relay = Optional.of(asked);
    return true;
  }

  @Override
  public void reply(LocalReply asked) {
    reply = Optional.of(asked);
  }

  @Override
  public void actionFailed(Place place, String problem) {
    LOG.log(Level.WARNING, "{0}: {1}", place, problem);
  }

  @Override
  public boolean setLeg(String tag, int index, Optional<String> value) {
    throw new UnsupportedOperationException("setLeg");
  }

  @Override
  public void setVar(String name, Optional<String> value) {
    throw new UnsupportedOperationException("setVar");
  }

  @Override
  public boolean setDialogTimeout(java.time.Duration lifetime) {
    throw new UnsupportedOperationException("setDialogTimeout");
  }

  @Override
  public boolean setDialogValue(String name, Optional<String> value) {
    throw new UnsupportedOperationException("setDialogValue");
  }

  @Override
  public boolean accountNow(
      org.sipacc.accounting.Backend backend,
      org.sipacc.accounting.RequestComment comment,
      String table) {
    throw new UnsupportedOperationException("accountNow");
  }

  @Override
  public void newLeg() {
    throw new UnsupportedOperationException("newLeg");
  }

  @Override
  public boolean loadDialog(String callId) {
    throw new UnsupportedOperationException("loadDialog");
  }

  @Override
  public boolean unloadDialog() {
    throw new UnsupportedOperationException("unloadDialog");
  }

  @Override
  public boolean loadAccounting() {
    throw new UnsupportedOperationException("loadAccounting");
  }

  @Override
  public boolean unloadAccounting() {
    throw new UnsupportedOperationException("unloadAccounting");
  }

  @Override
  public boolean setProfile(String profile, Optional<String> value) {
    throw new UnsupportedOperationException("setProfile");
  }

  @Override
  public boolean unsetProfile(String profile, Optional<String> value) {
    throw new UnsupportedOperationException("unsetProfile");
  }

  @Override
  public boolean isInProfile(String profile, Optional<String> value) {
    throw new UnsupportedOperationException("isInProfile");
  }

  @Override
  public int profileSize(String profile, Optional<String> value) {
    throw new UnsupportedOperationException("profileSize");
  }

  @Override
  public void log(System.Logger.Level level, String text) {
    throw new UnsupportedOperationException("log");
  }

  @Override
  public Optional<String> var(String name) {
    throw new UnsupportedOperationException("var");
  }

  @Override
  public Optional<String> leg(String tag, int index) {
    throw new UnsupportedOperationException("leg");
  }

  @Override
  public java.util.OptionalInt currentLeg() {
    throw new UnsupportedOperationException("currentLeg");
  }

  @Override
  public Optional<org.sipacc.accounting.variable.DialogView> dialog() {
    throw new UnsupportedOperationException("dialog");
  }

  @Override
  public int dialogCount() {
    throw new UnsupportedOperationException("dialogCount");
  }

  @Override
  public void problem(String text) {
    throw new UnsupportedOperationException("problem");
  }
}
