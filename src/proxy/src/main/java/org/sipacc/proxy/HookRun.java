package org.sipacc.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.Relay;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.Verdict;

/**
 * One run of a hook over one message: marks and values take effect on the transaction at once;
 * where the message shall go is kept for the proxy to do when the run is over.
 */
final class HookRun extends HookScope {
  private static final LocalReply LATER =
      new LocalReply(
          SipServletResponse.SC_SERVICE_UNAVAILABLE,
          "Service Unavailable",
          false,
          List.of(new LocalReply.Header("Retry-After", "5")));

  private final Proxying proxying;
  private final SipMessageView message;
  private final Optional<SipMessageView> request;
  private final Optional<SipMessageView> lastReply;
  private final List<Authentication> proved = new ArrayList<>(1);
  private Verdict verdict = Verdict.NONE;
  private Optional<Relay> relay = Optional.empty();
  private Optional<LocalReply> reply = Optional.empty();

  private HookRun(
      Proxying proxying,
      Transaction transaction,
      SipMessageView message,
      Optional<SipMessageView> request,
      Optional<SipMessageView> lastReply) {
    super(proxying.accounting(), transaction);
    this.proxying = proxying;
    this.message = message;
    this.request = request;
    this.lastReply = lastReply;
  }

  /** Runs a hook over a request: request, branch or local. */
  static HookRun overRequest(
      Hook hook, Proxying proxying, Transaction transaction, SipMessageView request) {
    return new HookRun(proxying, transaction, request, Optional.empty(), Optional.empty())
        .run(hook);
  }

  /** Runs the hook reply over a reply. */
  static HookRun overReply(
      Proxying proxying, Transaction transaction, SipMessageView request, SipMessageView reply) {
    return new HookRun(proxying, transaction, reply, Optional.of(request), Optional.empty())
        .run(Hook.REPLY);
  }

  /** Runs the hook failure over a request whose attempt ended with this reply. */
  static HookRun overFailure(
      Proxying proxying, Transaction transaction, SipMessageView request, SipMessageView reply) {
    return new HookRun(proxying, transaction, request, Optional.empty(), Optional.of(reply))
        .run(Hook.FAILURE);
  }

  /** A run of no rules: variables have their values in it. */
  static HookRun withoutRules(Proxying proxying, Transaction transaction, SipMessageView request) {
    return new HookRun(proxying, transaction, request, Optional.empty(), Optional.empty());
  }

  private HookRun run(Hook hook) {
    transaction().policy().run(hook, this);
    end();
    return this;
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
  public boolean relay(Relay asked) {
    for (String target : asked.targets()) {
      try {
        proxying.factory().createURI(target);
      } catch (ServletParseException | IllegalArgumentException e) {
        problem(target + " is no URI to relay to: " + e.getMessage());
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
  public Verdict authenticate(Authentication asked) {
    verdict =
        proxying
            .accounting()
            .digest()
            .check(
                message.method(), message.headers(asked.challenger().credentialsHeader()), asked);
    if (verdict == Verdict.GOOD) {
      proved.add(asked);
    } else if (verdict == Verdict.WRONG) {
      problem("wrong credentials for realm " + asked.realm() + " from " + message.source());
    }
    return verdict;
  }

  @Override
  public void challenge(Challenge asked) {
    reply =
        Optional.of(
            verdict == Verdict.UNDECIDED
                ? LATER
                : Credentials.ask(
                    asked, proxying.accounting().digest().challenges(asked, isStale())));
  }

  private boolean isStale() {
    return verdict == Verdict.STALE;
  }

  /** What the sender has proved, which nobody else needs to see. */
  List<Authentication> proved() {
    return proved;
  }

  @Override
  public void actionFailed(Place place, String problem) {
    problem(place + ": " + problem);
  }
}
