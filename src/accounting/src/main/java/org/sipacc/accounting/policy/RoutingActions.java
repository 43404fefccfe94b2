package org.sipacc.accounting.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.SipUri;
import org.sipacc.accounting.variable.Template;

/** The actions that decide where a request goes, or how it is answered. */
final class RoutingActions {
  private RoutingActions() {}

  record RelayTo(
      Place place,
      List<Template> targets,
      Relay.Mode mode,
      Optional<Duration> frTimeout,
      Optional<Duration> frInvTimeout,
      Duration delay)
      implements Action {
    public RelayTo {
      targets = List.copyOf(targets);
    }

    @Override
    public ActionWord word() {
      return ActionWord.RELAY;
    }

    @Override
    public void take(PolicyRun run) {
      if (run.isRelayed(this)) {
        return;
      }
      List<String> uris = new ArrayList<>();
      for (Template template : targets) {
        String target = run.evaluate(template);
        if (isTarget(target)) {
          uris.add(target);
        } else {
          run.host().actionFailed(place, template + " gives no SIP URI for this request");
        }
      }
      if (uris.isEmpty() && !targets.isEmpty()) {
        run.outcome(this, false, "no target is left");
      } else {
        run.relay(this, new Relay(uris, mode, frTimeout, frInvTimeout, delay));
      }
    }
  }

  /** Tries the targets that a 3xx names, as far as they are allowed. */
  record FollowRedirect(Place place, List<HostPattern> allow, Relay.Mode mode, int most)
      implements Action {
    public FollowRedirect {
      allow = List.copyOf(allow);
    }

    @Override
    public ActionWord word() {
      return ActionWord.FOLLOW_REDIRECT;
    }

    @Override
    public void take(PolicyRun run) {
      if (run.isRelayed(this)) {
        return;
      }
      Optional<Redirect> redirect = run.host().reply().flatMap(Redirect::of);
      if (redirect.isEmpty()) {
        run.outcome(this, false, "the attempt ended with no 3xx");
        return;
      }
      List<String> targets =
          redirect.get().targets().stream()
              .filter(RoutingActions::isTarget)
              .filter(this::isAllowed)
              .limit(most)
              .toList();
      if (targets.isEmpty()) {
        run.outcome(this, false, "none of its targets is allowed: " + redirect.get());
      } else {
        run.relay(this, Relay.of(targets, mode));
      }
    }

    private boolean isAllowed(String target) {
      String host = SipUri.parse(target).map(SipUri::host).orElse("");
      return allow.stream().anyMatch(pattern -> pattern.matches(host));
    }
  }

  record Reply(Place place, int code, Template reason, boolean stateless) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.REPLY;
    }

    @Override
    public void take(PolicyRun run) {
      if (!run.isRelayed(this)) {
        run.host().reply(new LocalReply(code, run.line(reason), stateless));
        run.end();
      }
    }
  }

  /** What a caller sent may stand in a target; it must not bring more than one word into it. */
  private static boolean isTarget(String target) {
    return target.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"')
        && SipUri.parse(target).filter(uri -> !uri.host().isEmpty()).isPresent();
  }
}
