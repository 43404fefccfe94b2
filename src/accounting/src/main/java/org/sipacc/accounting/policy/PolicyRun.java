package org.sipacc.accounting.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.variable.SipUri;
import org.sipacc.accounting.variable.Template;

/** One run through one hook. */
final class PolicyRun {
  private final Map<String, List<Rule>> lists;
  private final PolicyHost host;
  private Match.Outcome lastOutcome = Match.Outcome.NONE;
  private boolean relayed;
  private boolean ended;

  PolicyRun(Map<String, List<Rule>> lists, PolicyHost host) {
    this.lists = lists;
    this.host = host;
  }

  void run(List<Rule> rules) {
    for (Rule rule : rules) {
      if (ended) {
        return;
      }
      if (rule.match().holds(host, lastOutcome)) {
        take(rule.actions());
      }
    }
  }

  private void take(List<Action> actions) {
    for (Action action : actions) {
      if (ended) {
        return;
      }
      take(action);
    }
  }

  private void take(Action action) {
    if (action instanceof Action.DoAccounting marks) {
      outcome(action, host.doAccounting(marks.request()), "the request cannot be marked");
    } else if (action instanceof Action.DropAccounting marks) {
      outcome(action, host.dropAccounting(marks.request()), "nothing has been marked");
    } else if (action instanceof Action.CreateDialog dialog) {
      host.createDialog(dialog.flags());
    } else if (action instanceof Action.SetVariable assignment) {
      assign(assignment);
    } else if (action instanceof Action.RelayTo relay) {
      relay(relay);
    } else if (action instanceof Action.Reply reply) {
      reply(reply);
    } else if (action instanceof Action.EnterList entry) {
      run(lists.get(entry.list()));
    } else if (action instanceof Action.Nested nested) {
      run(List.of(nested.rule()));
    } else if (action instanceof Action.Stop) {
      ended = true;
    }
  }

  private void assign(Action.SetVariable assignment) {
    Optional<String> value =
        Optional.of(evaluate(assignment.value())).filter(text -> !text.isEmpty());
    String name = assignment.target().argument();
    if (assignment.target().isExtra()) {
      host.setExtra(name, value);
    } else {
      host.setAvp(name, value);
    }
  }

  private void relay(Action.RelayTo relay) {
    if (relayed) {
      outcome(relay, false, "the request has been relayed already");
      return;
    }
    List<String> targets = new ArrayList<>();
    for (Template template : relay.targets()) {
      String target = evaluate(template);
      if (isTarget(target)) {
        targets.add(target);
      } else {
        host.actionFailed(relay.place(), template + " gives no SIP URI for this request");
      }
    }
    if (targets.isEmpty() && !relay.targets().isEmpty()) {
      outcome(relay, false, "no target is left");
      return;
    }
    relayed = host.relay(Relay.of(targets, relay.mode()));
    outcome(relay, relayed, "the request cannot be sent");
  }

  private void reply(Action.Reply reply) {
    if (relayed) {
      outcome(reply, false, "the request has been relayed already");
      return;
    }
    host.reply(
        new LocalReply(
            reply.code(), evaluate(reply.reason()).replaceAll("\\p{Cntrl}", " "), false));
    ended = true;
  }

  private String evaluate(Template template) {
    return template.evaluate(host.message(), host);
  }

  private void outcome(Action action, boolean ok, String problem) {
    lastOutcome = ok ? Match.Outcome.OK : Match.Outcome.FAILED;
    if (!ok) {
      host.actionFailed(action.place(), action.word() + ": " + problem);
    }
  }

  /** What a caller sent may stand in a target; it must not bring more than one word into it. */
  private static boolean isTarget(String target) {
    return target.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"')
        && SipUri.parse(target).filter(uri -> !uri.host().isEmpty()).isPresent();
  }
}
