package org.sipacc.accounting.policy;

import com.google.re2j.Pattern;
import java.util.List;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** When a rule applies. */
sealed interface Match {
  boolean holds(PolicyHost host, Outcome lastOutcome);

  /** What came of the last action that can fail. */
  enum Outcome {
    NONE,
    OK,
    FAILED
  }

  record All(List<Match> matches) implements Match {
    /** A rule without {@code if}. */
    static final All ALWAYS = new All(List.of());

    public All {
      matches = List.copyOf(matches);
    }

    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return matches.stream().allMatch(match -> match.holds(host, lastOutcome));
    }
  }

  record Any(List<Match> matches) implements Match {
    public Any {
      matches = List.copyOf(matches);
    }

    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return matches.stream().anyMatch(match -> match.holds(host, lastOutcome));
    }
  }

  record Not(Match match) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return !match.holds(host, lastOutcome);
    }
  }

  record HasToTag(boolean wanted) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      boolean inDialog =
          host.message().isRequest()
              ? host.message().hasToTag()
              : host.request().map(request -> request.hasToTag()).orElse(false);
      return inDialog == wanted;
    }
  }

  record LastOutcome(Outcome wanted) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return lastOutcome == wanted;
    }
  }

  /** The variable's value is one of the texts; a missing value is "". */
  record In(Variable variable, List<Template> texts) implements Match {
    public In {
      texts = List.copyOf(texts);
    }

    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      String value = value(variable, host);
      return texts.stream().anyMatch(text -> text.evaluate(host.message(), host).equals(value));
    }
  }

  record StartsWith(Variable variable, Template prefix) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return value(variable, host).startsWith(prefix.evaluate(host.message(), host));
    }
  }

  /** The pattern is found anywhere in the value, in time linear in its length. */
  record Matches(Variable variable, Pattern pattern) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return pattern.matcher(value(variable, host)).find();
    }
  }

  private static String value(Variable variable, PolicyHost host) {
    return variable.value(host.message(), host).orElse("");
  }
}
