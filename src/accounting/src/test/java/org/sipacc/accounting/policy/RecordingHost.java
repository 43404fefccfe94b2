package org.sipacc.accounting.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.TestScope;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.Verdict;

/** Notes down what a policy does. */
final class RecordingHost extends TestScope implements PolicyHost {
  final List<String> done = new ArrayList<>();
  final List<String> applied = new ArrayList<>();
  boolean accountingWorks = true;
  boolean relayWorks = true;
  Verdict verdict = Verdict.GOOD;
  boolean dialogWorks = true;
  int profileSize = 0;
  final Set<String> profiles = new HashSet<>();
  private final SipMessageView message;

  RecordingHost(SipMessageView message) {
    this.message = message;
  }

  @Override
  public SipMessageView message() {
    return message;
  }

  @Override
  public void setExtra(String tag, Optional<String> value) {
    done.add("extra " + tag + "=" + value.orElse("(none)"));
    value.ifPresentOrElse(text -> extras.put(tag, text), () -> extras.remove(tag));
  }

  @Override
  public void setAvp(String name, Optional<String> value) {
    done.add("avp " + name + "=" + value.orElse("(none)"));
    value.ifPresentOrElse(text -> avps.put(name, text), () -> avps.remove(name));
  }

  @Override
  public boolean doAccounting(AccountingRequest request) {
    done.add(
        "account "
            + new TreeSet<>(request.types())
            + new TreeSet<>(request.flags())
            + request.table().orElse(""));
    return accountingWorks;
  }

  @Override
  public boolean dropAccounting(AccountingRequest request) {
    done.add("drop " + new TreeSet<>(request.types()) + new TreeSet<>(request.flags()));
    return accountingWorks;
  }

  @Override
  public void createDialog(DialogFlags flags) {
    done.add("dialog " + new TreeSet<>(flags.flags()));
  }

  @Override
  public boolean relay(Relay relay) {
    done.add(
        "relay "
            + relay.targets()
            + relay.mode()
            + relay.frTimeout().map(timeout -> " fr " + timeout.toSeconds()).orElse("")
            + relay.frInvTimeout().map(timeout -> " fr_inv " + timeout.toSeconds()).orElse("")
            + (relay.delay().isZero() ? "" : " delay " + relay.delay().toSeconds()));
    return relayWorks;
  }

  @Override
  public void reply(LocalReply reply) {
    done.add(
        "reply " + reply.code() + " " + reply.reason() + (reply.stateless() ? " stateless" : ""));
  }

  @Override
  public Verdict authenticate(Authentication asked) {
    done.add("authenticate " + asked.challenger() + " " + asked.realm() + " " + asked.table());
    return verdict;
  }

  @Override
  public void challenge(Challenge asked) {
    done.add(
        "challenge "
            + asked.challenger()
            + " "
            + asked.realm()
            + (asked.qop() ? " auth " : " ")
            + asked.algorithms());
  }

  @Override
  public boolean setLeg(String tag, int index, Optional<String> value) {
    done.add("leg " + index + " " + tag + "=" + value.orElse("(none)"));
    int position = index < 0 ? legs.size() + index : index;
    if (position < 0 || position >= legs.size()) {
      return false;
    }
    value.ifPresentOrElse(
        text -> legs.get(position).put(tag, text), () -> legs.get(position).remove(tag));
    return true;
  }

  @Override
  public void setVar(String name, Optional<String> value) {
    value.ifPresentOrElse(text -> vars.put(name, text), () -> vars.remove(name));
  }

  @Override
  public boolean setDialogTimeout(Duration lifetime) {
    done.add("timeout " + lifetime.toSeconds());
    return dialogWorks;
  }

  @Override
  public boolean setDialogValue(String name, Optional<String> value) {
    done.add("dialog value " + name + "=" + value.orElse("(none)"));
    return dialogWorks;
  }

  @Override
  public boolean accountNow(Backend backend, RequestComment comment, String table) {
    done.add(
        "account now "
            + backend
            + " "
            + comment.code()
            + " "
            + comment.reason()
            + (table.isEmpty() ? "" : " " + table));
    return accountingWorks;
  }

  @Override
  public void newLeg() {
    done.add("new leg");
    Map<String, String> leg = new HashMap<>();
    legs.add(leg);
  }

  @Override
  public boolean loadDialog(String callId) {
    done.add("load dialog " + callId);
    return dialogWorks;
  }

  @Override
  public boolean unloadDialog() {
    done.add("unload dialog");
    return dialogWorks;
  }

  @Override
  public boolean loadAccounting() {
    done.add("load accounting");
    return dialogWorks;
  }

  @Override
  public boolean unloadAccounting() {
    done.add("unload accounting");
    return dialogWorks;
  }

  @Override
  public boolean setProfile(String profile, Optional<String> value) {
    done.add("profile " + profile + value.map(v -> " " + v).orElse(""));
    return dialogWorks;
  }

  @Override
  public boolean unsetProfile(String profile, Optional<String> value) {
    done.add("no profile " + profile + value.map(v -> " " + v).orElse(""));
    return dialogWorks;
  }

  @Override
  public boolean isInProfile(String profile, Optional<String> value) {
    return profiles.contains(profile + value.map(v -> " " + v).orElse(""));
  }

  @Override
  public int profileSize(String profile, Optional<String> value) {
    done.add("count " + profile + value.map(v -> " " + v).orElse(""));
    return profileSize;
  }

  @Override
  public void log(System.Logger.Level level, String text) {
    done.add("log " + level + " " + text);
  }

  @Override
  public void ruleApplies(Place place, String name) {
    applied.add(place + " " + name);
  }

  @Override
  public void actionFailed(Place place, String problem) {
    done.add("failed " + place + " " + problem);
  }
}
