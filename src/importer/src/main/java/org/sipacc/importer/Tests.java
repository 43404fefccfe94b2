package org.sipacc.importer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.importer.Condition.Test;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Expression.Value;

/** What of a script's conditions a policy can ask without doing anything. */
final class Tests {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "method", "$rm",
          "uri", "$ru",
          "from_uri", "$fu",
          "to_uri", "$tu",
          "src_ip", "$si",
          "src_port", "$sp",
          "proto", "$proto",
          "status", "$rs");

  /** By the URI or host of a message: the variable of its host. */
  private static final Map<String, String> HOSTS =
      Map.of("$ru", "$rd", "$fu", "$fd", "$tu", "$td", "$rd", "$rd", "$fd", "$fd", "$td", "$td");

  /** A colon, which the plus repeats: meant was a plus. */
  private static final String REPEATED_COLON = ".*:\\+[0-9].*";

  private final Checker checker;
  private final Findings findings;
  private final List<String> hosts;

  Tests(Checker checker, Findings findings, List<String> hosts) {
    this.checker = checker;
    this.findings = findings;
    this.hosts = List.copyOf(hosts);
  }

  /** The condition that holds when the value does; empty if no policy can ask it. */
  Optional<Condition> of(Value value) {
    return switch (value.kind()) {
      case NUMBER ->
          Optional.of(
              Condition.of(!value.text().matches("-?[0-9]+") || !value.text().matches("0+")));
      case STRING -> Optional.of(Condition.of(!value.text().isEmpty()));
      case VARIABLE -> checked(Test.of(value.text(), List.of("", "0")).not());
      case WORD -> Optional.empty();
    };
  }

  /** The condition that holds when the function returns true; empty if no policy can ask it. */
  Optional<Condition> of(Expression.Call call) {
    Optional<String> first = Values.text(call, 0);
    return switch (call.name()) {
      case "has_totag" -> Optional.of(Test.of("has_totag", true));
      case "loose_route" -> {
        findings.addOnce(
            Severity.NOTE,
            call.line(),
            "loose_route: requests within a call follow their Route by themselves, and what belongs"
                + " to no call is answered core.unknown_dialog_reply before the policy");
        yield Optional.of(Test.of("has_totag", true));
      }
      case "t_check_trans" -> Optional.of(Test.of("method", List.of("ACK", "CANCEL")));
      case "is_method" -> first.flatMap(methods -> method(List.of(methods.split("\\|"))));
      case "is_present_hf" -> first.flatMap(name -> checked(notEmpty("$hdr(" + name + ")")));
      case "is_avp_set" -> first.flatMap(name -> checked(notEmpty(name)));
      case "isflagset", "isbflagset" -> first.map(flag -> Test.of(ScriptNames.flag(flag), "1"));
      case "is_in_profile" ->
          first.flatMap(
              profile ->
                  checked(
                      Test.of(
                          "in_profile",
                          Values.argument(call, 1).isEmpty()
                              ? profile
                              : Map.of(
                                  "profile", profile, "value", Values.text(call, 1).orElse("")))));
      case "is_direction" -> first.flatMap(direction -> checked(Test.of("$DLG_dir", direction)));
      case "t_check_status" -> first.flatMap(codes -> matches(call.line(), "$T_reply_code", codes));
      case "t_was_cancelled" -> Optional.of(Test.of("$T_reply_code", "487"));
      case "db_check_from", "check_from" -> Optional.of(Test.of("$au", "$fU"));
      case "db_check_to", "check_to" -> Optional.of(Test.of("$au", "$tU"));
      case "is_myself" -> first.flatMap(variable -> myself(call.line(), variable));
      default -> Optional.empty();
    };
  }

  /** The condition that holds when the comparison does; empty if no policy can ask it. */
  Optional<Condition> of(Expression.Binary comparison) {
    Expression left = comparison.left();
    Expression right = comparison.right();
    if (isVariable(right) && !isVariable(left) && variable(left).isEmpty()) {
      Expression swapped = left;
      left = right;
      right = swapped;
      if (!List.of("==", "=", "!=").contains(comparison.operator())) {
        return Optional.empty();
      }
    }
    Optional<String> variable = variable(left);
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    Expression value = right;
    return switch (comparison.operator()) {
      case "==", "=" -> equal(comparison.line(), variable.get(), value);
      case "!=" -> equal(comparison.line(), variable.get(), value).map(Condition::not);
      case "=~" -> pattern(value).flatMap(p -> matches(comparison.line(), variable.get(), p));
      case "!~" ->
          pattern(value)
              .flatMap(p -> matches(comparison.line(), variable.get(), p))
              .map(Condition::not);
      case ">=" -> bound(variable.get(), "at_least", value, 0);
      case ">" -> bound(variable.get(), "at_least", value, 1);
      case "<=" -> bound(variable.get(), "at_most", value, 0);
      case "<" -> bound(variable.get(), "at_most", value, -1);
      default -> Optional.empty();
    };
  }

  private Optional<Condition> equal(int line, String variable, Expression right) {
    if (right instanceof Value word && word.text().equals("myself")) {
      return myself(line, variable);
    }
    if (Values.isNull(right)) {
      return checked(Test.of(variable, ""));
    }
    Optional<String> value = Values.compared(right);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get();
    if (variable.equals("$rm")) {
      return method(List.of(text));
    }
    if (variable.equals("$si") && text.contains("/")) {
      return checked(Test.of(variable, Map.of("in_subnet", text)));
    }
    if (variable.equals("$proto") || variable.equals("$pr")) {
      return checked(Test.of(variable, Map.of("matches", "(?i)^" + text + "$")));
    }
    if (variable.startsWith("$var(") && text.equals("0")) {
      // Which it is as long as nothing was assigned to it.
      return checked(Test.of(variable, List.of("", "0")));
    }
    return checked(Test.of(variable, text));
  }

  private Optional<Condition> method(List<String> methods) {
    List<String> names = methods.stream().map(String::strip).toList();
    return checked(Test.of("method", oneOf(names)));
  }

  private static Object oneOf(List<String> texts) {
    return texts.size() == 1 ? texts.get(0) : texts;
  }

  /** OpenSIPS leaves letter case aside in regular expressions. */
  private Optional<Condition> matches(int line, String variable, String pattern) {
    if (pattern.matches(REPEATED_COLON)) {
      findings.add(
          Severity.NOTE,
          line,
          "the pattern \""
              + pattern
              + "\" is kept: its + repeats the colon before it, so that it fits sip:40, not"
              + " sip:+40; if a plus was meant, write \\\\+ in the policy");
    }
    return checked(Test.of(variable, Map.of("matches", "(?i)" + pattern)));
  }

  private static Optional<String> pattern(Expression right) {
    return right instanceof Value value && value.kind() == Value.Kind.STRING
        ? Optional.of(value.text())
        : Optional.empty();
  }

  private Optional<Condition> bound(String variable, String test, Expression right, int offset) {
    return right instanceof Value value && value.text().matches("-?[0-9]{1,9}")
        ? checked(
            Test.of(
                variable, Map.of(test, String.valueOf(Integer.parseInt(value.text()) + offset))))
        : Optional.empty();
  }

  private Optional<Condition> myself(int line, String variable) {
    String host = HOSTS.get(variable);
    if (host == null || hosts.isEmpty()) {
      return Optional.empty();
    }
    findings.addOnce(
        Severity.NOTE,
        line,
        "this server's own names are those of listen and alias: " + String.join(", ", hosts));
    return checked(Test.of(host, oneOf(hosts)));
  }

  private static boolean isVariable(Expression expression) {
    return expression instanceof Value value && value.kind() == Value.Kind.VARIABLE;
  }

  private static Optional<String> variable(Expression expression) {
    if (!(expression instanceof Value value)) {
      return Optional.empty();
    }
    return switch (value.kind()) {
      case VARIABLE -> Optional.of(value.text());
      case WORD -> Optional.ofNullable(VARIABLES.get(value.text()));
      default -> Optional.empty();
    };
  }

  private static Condition notEmpty(String variable) {
    return Test.of(variable, "").not();
  }

  /** What the reader of policies does not take cannot be asked. */
  private Optional<Condition> checked(Condition condition) {
    return condition instanceof Test test && checker.problem(test.match()).isPresent()
        ? Optional.empty()
        : Optional.of(condition);
  }
}
