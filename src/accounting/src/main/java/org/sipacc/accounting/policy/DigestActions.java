package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.Template;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.Challenger;
import org.sipacc.sip.digest.DigestAlgorithm;
import org.sipacc.sip.digest.Verdict;

/** The actions that ask who somebody is. */
final class DigestActions {
  private static final Template CALLERS_DOMAIN = Template.parse("$fd");
  private static final Template REGISTERED_DOMAIN = Template.parse("$td");

  private DigestActions() {}

  record Authenticate(
      Place place, Challenger challenger, Optional<Template> realm, String authTable)
      implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.AUTHENTICATE;
    }

    @Override
    public void take(PolicyRun run) {
      Authentication asked =
          new Authentication(challenger, realmOf(run, challenger, realm), authTable);
      Verdict verdict = run.host().authenticate(asked);
      if (verdict == Verdict.UNDECIDED) {
        run.outcome(this, false, "table " + authTable + " cannot be read");
      } else {
        run.outcome(verdict == Verdict.GOOD);
      }
    }
  }

  record Ask(
      Place place,
      Challenger challenger,
      Optional<Template> realm,
      boolean qop,
      List<DigestAlgorithm> algorithms)
      implements Action {
    public Ask {
      algorithms = List.copyOf(algorithms);
    }

    @Override
    public ActionWord word() {
      return ActionWord.CHALLENGE;
    }

    @Override
    public void take(PolicyRun run) {
      if (!run.isRelayed(this)) {
        run.host()
            .challenge(new Challenge(challenger, realmOf(run, challenger, realm), qop, algorithms));
        run.end();
      }
    }
  }

  private static String realmOf(PolicyRun run, Challenger challenger, Optional<Template> realm) {
    boolean registers =
        challenger == Challenger.USER && run.host().message().method().equals("REGISTER");
    return run.line(realm.orElse(registers ? REGISTERED_DOMAIN : CALLERS_DOMAIN));
  }
}
