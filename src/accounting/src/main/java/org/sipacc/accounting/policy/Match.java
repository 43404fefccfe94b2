package org.sipacc.accounting.policy;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** When a rule applies. */
interface Match {
  /** Whether it holds for the message in hand. */
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

    /** All of these; the match itself if it is one. */
    static Match of(List<Match> matches) {
      return matches.size() == 1 ? matches.get(0) : new All(matches);
    }

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

  record EndsWith(Variable variable, Template suffix) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return value(variable, host).endsWith(suffix.evaluate(host.message(), host));
    }
  }

  /** The pattern is found anywhere in the value, in time linear in its length. */
  record Matches(Variable variable, Pattern pattern) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      return pattern.matcher(value(variable, host)).find();
    }
  }

  /** The value is a number within these bounds, if there are any. */
  record InRange(Variable variable, Optional<BigDecimal> least, Optional<BigDecimal> most)
      implements Match {
    /** A number as short as any real one is, so that no caller makes it costly. */
    static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      String text = value(variable, host).strip();
      if (!NUMBER.matcher(text).matches()) {
        return false;
      }
      BigDecimal number = new BigDecimal(text);
      return least.stream().allMatch(bound -> number.compareTo(bound) >= 0)
          && most.stream().allMatch(bound -> number.compareTo(bound) <= 0);
    }
  }

  /** The value is an IP address of one of the blocks. */
  record InSubnet(Variable variable, List<Subnet> subnets) implements Match {
    public InSubnet {
      subnets = List.copyOf(subnets);
    }

    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      String address = value(variable, host);
      return subnets.stream().anyMatch(subnet -> subnet.contains(address));
    }
  }

  record InProfile(Profile profile) implements Match {
    @Override
    public boolean holds(PolicyHost host, Outcome lastOutcome) {
      Optional<String> value = profile.value(host);
      return !Profile.isMissing(value) && host.isInProfile(profile.name(), value);
    }
  }

  private static String value(Variable variable, PolicyHost host) {
    return variable.value(host.message(), host).orElse("");
  }
}
