package org.sipacc.restcomm.descriptor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.servlet.sip.SipServletRequest;

/** A condition on a request, as JSR 289 section 16.1 defines it for servlet-mapping. */
public sealed interface Pattern {

  /** Whether it holds for the request. */
  boolean matches(SipServletRequest request);

  /** How a variable is compared with a value. */
  enum Comparison {
    /** Same value. */
    EQUAL,
    /** The value occurs in the variable. */
    CONTAINS,
    /** The variable is the domain or a subdomain of it; for telephone numbers, has it as prefix. */
    SUBDOMAIN_OF
  }

  /** All operands hold. */
  record And(List<Pattern> operands) implements Pattern {
    @Override
    public boolean matches(SipServletRequest request) {
      return operands.stream().allMatch(p -> p.matches(request));
    }

    @Override
    public String toString() {
      return operands.stream()
          .map(Pattern::toString)
          .collect(Collectors.joining(" and ", "(", ")"));
    }
  }

  /** At least one operand holds. */
  record Or(List<Pattern> operands) implements Pattern {
    @Override
    public boolean matches(SipServletRequest request) {
      return operands.stream().anyMatch(p -> p.matches(request));
    }

    @Override
    public String toString() {
      return operands.stream().map(Pattern::toString).collect(Collectors.joining(" or ", "(", ")"));
    }
  }

  /** The operand does not hold. */
  record Not(Pattern operand) implements Pattern {
    @Override
    public boolean matches(SipServletRequest request) {
      return !operand.matches(request);
    }

    @Override
    public String toString() {
      return "not " + operand;
    }
  }

  /** The variable has a value. */
  record Exists(RequestVariable variable) implements Pattern {
    @Override
    public boolean matches(SipServletRequest request) {
      return variable.valueIn(request).isPresent();
    }

    @Override
    public String toString() {
      return variable + " exists";
    }
  }

  /** The variable has a value that compares with the given one. */
  record Compares(RequestVariable variable, Comparison how, String value, boolean ignoreCase)
      implements Pattern {
    @Override
    public boolean matches(SipServletRequest request) {
      Optional<String> actual = variable.valueIn(request);
      return actual.isPresent() && holds(fold(actual.get()), fold(value));
    }

    private String fold(String text) {
      return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private boolean holds(String actual, String wanted) {
      return switch (how) {
        case EQUAL -> actual.equals(wanted);
        case CONTAINS -> actual.contains(wanted);
        case SUBDOMAIN_OF ->
            variable.isTelephoneNumber()
                ? actual.startsWith(wanted)
                : actual.equals(wanted) || actual.endsWith("." + wanted);
      };
    }

    @Override
    public String toString() {
      return variable + " " + how + " " + value;
    }
  }
}
