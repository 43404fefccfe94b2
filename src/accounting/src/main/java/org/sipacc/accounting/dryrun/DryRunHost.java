package org.sipacc.accounting.dryrun;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.accounting.policy.PolicyHost;
import org.sipacc.accounting.policy.Relay;
import org.sipacc.accounting.variable.DialogView;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.DigestCredentials;
import org.sipacc.sip.digest.Verdict;

/** One run of a hook over a supposed message; no other call exists. */
final class DryRunHost implements PolicyHost {
  private final DryRunCall call;
  private final Hook hook;
  private final SipMessageView message;
  private final Optional<SipMessageView> request;
  private final Optional<SipMessageView> reply;
  private final List<TraceEntry> trace;
  private final Map<String, String> vars = new HashMap<>();
  private Optional<Relay> relay = Optional.empty();
  private Optional<LocalReply> localReply = Optional.empty();

  /**
   * @param request of the message in hand, if that is a reply
   * @param reply to the message in hand, if that is a request
   * @param trace gets what happens
   */
  DryRunHost(
      DryRunCall call,
      Hook hook,
      SipMessageView message,
      Optional<SipMessageView> request,
      Optional<SipMessageView> reply,
      List<TraceEntry> trace) {
    this.call = call;
    this.hook = hook;
    this.message = message;
    this.request = request;
    this.reply = reply;
    this.trace = trace;
  }

  /** Where the request is to be sent; empty if the run did not say. */
  Optional<Relay> relay() {
    return relay;
  }

  /** How the request is to be answered; empty if it is not. */
  Optional<LocalReply> localReply() {
    return localReply;
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
    return reply;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(call.now(), call.zone());
  }

  @Override
  public boolean doAccounting(AccountingRequest asked) {
    if (!call.accounting().doAccounting(asked, call.now())) {
      problem("do_accounting on a CANCEL has no effect while acc.report_cancels is 0");
    }
    return true;
  }

  @Override
  public boolean dropAccounting(AccountingRequest dropped) {
    return call.accounting().dropAccounting(dropped);
  }

  @Override
  public boolean accountNow(Backend backend, RequestComment comment, String table) {
    return call.accountNow(backend, comment, table);
  }

  @Override
  public Optional<String> extra(String tag) {
    return call.accounting().values().extra(tag);
  }

  @Override
  public void setExtra(String tag, Optional<String> value) {
    call.accounting().values().setExtra(tag, value.orElse(""));
  }

  @Override
  public void newLeg() {
    call.accounting().values().newLeg();
  }

  @Override
  public Optional<String> leg(String tag, int index) {
    if (!call.accounting().values().hasLeg(index)) {
      problem("$acc_leg(" + tag + "): there is no leg " + index);
    }
    return call.accounting().values().leg(tag, index);
  }

  @Override
  public boolean setLeg(String tag, int index, Optional<String> value) {
    return call.accounting().values().setLeg(tag, index, value.orElse(""));
  }

  @Override
  public OptionalInt currentLeg() {
    OptionalInt current = call.accounting().values().currentLeg();
    if (current.isEmpty()) {
      problem("$acc_current_leg: no legs defined; declare acc.leg_fields");
    }
    return current;
  }

  @Override
  public Optional<String> avp(String name) {
    return Optional.ofNullable(call.avps().get(name));
  }

  @Override
  public void setAvp(String name, Optional<String> value) {
    put(call.avps(), name, value);
  }

  @Override
  public Optional<String> var(String name) {
    return Optional.ofNullable(vars.get(name));
  }

  @Override
  public void setVar(String name, Optional<String> value) {
    put(vars, name, value);
  }

  @Override
  public void createDialog(DialogFlags flags) {
    call.dialog().ifPresent(dialog -> dialog.setFlags(flags));
  }

  @Override
  public Optional<DialogView> dialog() {
    return call.dialog().map(DialogView.class::cast);
  }

  @Override
  public int dialogCount() {
    return call.dialog().isPresent() ? 1 : 0;
  }

  @Override
  public boolean setDialogTimeout(Duration lifetime) {
    call.dialog().ifPresent(dialog -> dialog.setLifetime(lifetime));
    return call.dialog().isPresent();
  }

  @Override
  public boolean setDialogValue(String name, Optional<String> value) {
    call.dialog().ifPresent(dialog -> dialog.setValue(name, value));
    return call.dialog().isPresent();
  }

  @Override
  public boolean loadDialog(String callId) {
    return false;
  }

  @Override
  public boolean unloadDialog() {
    return false;
  }

  @Override
  public boolean loadAccounting() {
    return false;
  }

  @Override
  public boolean unloadAccounting() {
    return false;
  }

  @Override
  public boolean setProfile(String profile, Optional<String> value) {
    call.dialog().ifPresent(dialog -> dialog.joinProfile(profile, value.orElse("")));
    return call.dialog().isPresent();
  }

  @Override
  public boolean unsetProfile(String profile, Optional<String> value) {
    return call.dialog().filter(d -> d.leaveProfile(profile, value.orElse(""))).isPresent();
  }

  @Override
  public boolean isInProfile(String profile, Optional<String> value) {
    return call.dialog().filter(dialog -> dialog.isInProfile(profile, value)).isPresent();
  }

  @Override
  public int profileSize(String profile, Optional<String> value) {
    return isInProfile(profile, value) ? 1 : 0;
  }

  @Override
  public boolean relay(Relay asked) {
    relay = Optional.of(asked);
    return true;
  }

  @Override
  public void reply(LocalReply asked) {
    localReply = Optional.of(asked);
  }

  /** Whether a password is right nobody knows here: any is taken for right. */
  @Override
  public Verdict authenticate(Authentication asked) {
    boolean has =
        DigestCredentials.all(message.headers(asked.challenger().credentialsHeader())).stream()
            .anyMatch(credentials -> credentials.field("realm").equals(asked.realm()));
    return has || message.method().equals("ACK") || message.method().equals("CANCEL")
        ? Verdict.GOOD
        : Verdict.NONE;
  }

  @Override
  public void challenge(Challenge asked) {
    localReply =
        Optional.of(new LocalReply(asked.challenger().code(), asked.challenger().reason(), false));
  }

  @Override
  public void log(System.Logger.Level level, String text) {
    trace.add(new TraceEntry.Logged(hook, level, text));
  }

  @Override
  public void ruleApplies(Place place, String name) {
    trace.add(new TraceEntry.RuleApplied(hook, place, name));
  }

  @Override
  public void actionFailed(Place place, String problem) {
    trace.add(new TraceEntry.ActionFailed(hook, place, problem));
  }

  @Override
  public void problem(String text) {
    trace.add(new TraceEntry.VariableProblem(hook, text));
  }

  private static void put(Map<String, String> values, String name, Optional<String> value) {
    if (value.isPresent()) {
      values.put(name, value.get());
    } else {
      values.remove(name);
    }
  }
}
