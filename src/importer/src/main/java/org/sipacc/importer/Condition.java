package org.sipacc.importer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A condition as a policy can ask it. */
sealed interface Condition {
  /** Known without a message. */
  enum Constant implements Condition {
    ALWAYS,
    NEVER;

    boolean holds() {
      return this == ALWAYS;
    }
  }

  /** A match, as it stands after {@code if}. */
  record Test(Map<String, Object> match) implements Condition {
    static Test of(String key, Object value) {
      return new Test(Map.of(key, value));
    }

    /** Whether taking these actions can change what it says of the same message. */
    boolean isChangedBy(List<PolicyItem> items) {
      return items.stream().anyMatch(this::isChangedBy);
    }

    private boolean isChangedBy(PolicyItem item) {
      if (item instanceof PolicyItem.Rule rule) {
        return isChangedBy(rule.body());
      }
      PolicyItem.Action action = (PolicyItem.Action) item;
      String text = match.toString();
      return switch (action.word()) {
        case "log", "stop", "reply", "challenge" -> false;
        case "set" ->
            text.contains("outcome=")
                || ((Map<?, ?>) action.argument())
                    .keySet().stream().anyMatch(variable -> text.contains(variable.toString()));
        // What else there is may change calls and outcomes, but no message and no other note.
        case "run" -> text.contains("$avp(") || text.contains("$var(") || asksForCall(text);
        case "get_profile_size" -> text.contains("$avp(") || text.contains("$var(");
        default -> asksForCall(text);
      };
    }

    private static boolean asksForCall(String text) {
      return Stream.of("outcome=", "in_profile=", "$acc_", "(acc_", "$dlg_", "$DLG_")
          .anyMatch(text::contains);
    }
  }

  static Condition of(boolean holds) {
    return holds ? Constant.ALWAYS : Constant.NEVER;
  }

  default Condition not() {
    if (this instanceof Constant constant) {
      return of(!constant.holds());
    }
    Map<String, Object> match = ((Test) this).match();
    if (match.size() == 1) {
      Map.Entry<String, Object> only = match.entrySet().iterator().next();
      switch (only.getKey()) {
        case "has_totag" -> {
          return Test.of("has_totag", !((Boolean) only.getValue()));
        }
        case "outcome" -> {
          return Test.of("outcome", only.getValue().equals("ok") ? "failed" : "ok");
        }
        case "not" -> {
          return new Test(asMatch(only.getValue()));
        }
        default -> {}
      }
    }
    return Test.of("not", match);
  }

  default Condition and(Condition other) {
    if (this instanceof Constant constant) {
      return constant.holds() ? other : this;
    }
    if (other instanceof Constant constant) {
      return constant.holds() ? this : other;
    }
    Map<String, Object> one = ((Test) this).match();
    Map<String, Object> two = ((Test) other).match();
    if (Collections.disjoint(one.keySet(), two.keySet())) {
      Map<String, Object> both = new LinkedHashMap<>(one);
      both.putAll(two);
      return new Test(both);
    }
    if (one.keySet().equals(Set.of("method")) && two.keySet().equals(Set.of("method"))) {
      return methods(one.get("method"), two.get("method"));
    }
    return Test.of("all", joined("all", one, two));
  }

  default Condition or(Condition other) {
    if (this instanceof Constant || other instanceof Constant) {
      return not().and(other.not()).not();
    }
    return Test.of("any", joined("any", ((Test) this).match(), ((Test) other).match()));
  }

  private static Condition methods(Object one, Object two) {
    List<?> others = two instanceof List<?> list ? list : List.of(two);
    List<?> both =
        (one instanceof List<?> list ? list : List.of(one))
            .stream().filter(others::contains).toList();
    return both.isEmpty()
        ? Constant.NEVER
        : Test.of("method", both.size() == 1 ? both.get(0) : both);
  }

  private static List<Object> joined(String key, Map<String, Object> one, Map<String, Object> two) {
    List<Object> joined = new ArrayList<>();
    for (Map<String, Object> match : List.of(one, two)) {
      if (match.size() == 1 && match.get(key) instanceof List<?> inner) {
        joined.addAll(inner);
      } else {
        joined.add(match);
      }
    }
    return joined;
  }

  @SuppressWarnings("unchecked") // matches hold matches only
  private static Map<String, Object> asMatch(Object value) {
    return (Map<String, Object>) value;
  }
}
