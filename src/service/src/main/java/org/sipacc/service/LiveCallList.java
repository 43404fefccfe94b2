package org.sipacc.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/** The open calls as people see and command them. */
final class LiveCallList implements LiveCalls {
  private final OpenCalls openCalls;
  private final Map<String, Boolean> profiles = new TreeMap<>();

  LiveCallList(OpenCalls openCalls, Parameters parameters) {
    this.openCalls = openCalls;
    parameters.get(Catalogue.PROFILES_NO_VALUE).forEach(name -> profiles.put(name, false));
    parameters.get(Catalogue.PROFILES_WITH_VALUE).forEach(name -> profiles.put(name, true));
  }

  @Override
  public List<LiveCall> all() {
    return live(openCalls.all());
  }

  @Override
  public List<LiveCall> find(String idOrCallId) {
    return live(dialogs(idOrCallId));
  }

  @Override
  public EndOutcome end(String id) {
    List<Dialog> found = dialogs(id);
    EndOutcome outcome = EndOutcome.NOT_FOUND;
    for (Dialog dialog : found) {
      outcome =
          switch (openCalls.end(dialog, EndCause.MI_TERMINATION)) {
            case ENDING -> EndOutcome.ENDING;
            case ALREADY_ENDING -> EndOutcome.ALREADY_ENDING;
            case OVER -> EndOutcome.NOT_FOUND;
            case NOT_SUPPORTED -> EndOutcome.NOT_SUPPORTED;
          };
    }
    return outcome;
  }

  @Override
  public int endProfile(String profile, Optional<String> value) {
    return (int)
        openCalls.profiles().dialogs(profile, value).stream()
            .filter(
                dialog ->
                    openCalls.end(dialog, EndCause.MI_TERMINATION) == Dialog.EndRequest.ENDING)
            .count();
  }

  @Override
  public Map<String, Boolean> profiles() {
    return Map.copyOf(profiles);
  }

  @Override
  public List<LiveCall> inProfile(String profile, Optional<String> value) {
    return live(openCalls.profiles().dialogs(profile, value));
  }

  private List<Dialog> dialogs(String idOrCallId) {
    return openCalls.all().stream()
        .filter(
            dialog ->
                dialog.id().equals(idOrCallId)
                    || dialog.callId().equals(idOrCallId)
                    || uid(dialog).equals(idOrCallId))
        .toList();
  }

  private static List<LiveCall> live(Collection<Dialog> dialogs) {
    return dialogs.stream()
        .map(LiveCallList::live)
        .sorted(Comparator.comparing(LiveCall::invited).thenComparing(LiveCall::id))
        .toList();
  }

  private static LiveCall live(Dialog dialog) {
    AccountingContext accounting = dialog.accounting();
    RequestFacts invite = accounting.request();
    return new LiveCall(
        dialog.id(),
        uid(dialog),
        invite.callId(),
        invite.fromTag(),
        accounting.answeredTag(),
        invite.fromUri(),
        invite.toUri(),
        invite.requestUri(),
        invite.source(),
        invite.userAgent(),
        dialog.targets(),
        LiveCall.State.ofNumber(dialog.status()),
        accounting.policyVersion(),
        accounting.marks(),
        invite.received(),
        dialog.answered(),
        dialog.expires(),
        dialog.lifetime(),
        dialog.flags(),
        dialog.profiles(),
        dialog.values());
  }

  private static String uid(Dialog dialog) {
    return dialog.accounting().uid().map(TimeOrderedId::toString).orElse("");
  }
}
