package org.sipacc.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.importer.Condition.Test;
import org.sipacc.importer.PolicyItem.Rule;
import org.sipacc.importer.ScriptActions.Effect;
import org.sipacc.importer.script.Expression;

/** A script's conditions, whose functions may also do something, as actions and a match. */
final class Conditions {
  private final Tests tests;
  private final ActionsOfCalls actions;
  private final RequestUri requestUri;
  private final Map<Integer, Integer> notesOfLine = new HashMap<>();

  /** Gives what a call does, as far as it can stand in the scope. */
  interface ActionsOfCalls {
    Optional<Effect> of(Expression.Call call, Scope scope);
  }

  Conditions(Tests tests, ActionsOfCalls actions, RequestUri requestUri) {
    this.tests = tests;
    this.actions = actions;
    this.requestUri = requestUri;
  }

  /**
   * A condition that was translated.
   *
   * @param before what is to be done before it is asked
   * @param untestable what of it no policy can ask
   */
  record Evaluated(List<PolicyItem> before, Condition condition, List<String> untestable) {
    Evaluated {
      before = List.copyOf(before);
      untestable = List.copyOf(untestable);
    }

    private Evaluated not() {
      return new Evaluated(before, condition.not(), untestable);
    }
  }

  /**
   * Translates a condition.
   *
   * @param unknown what is taken for true where it cannot be asked: that the whole condition holds,
   *     or that it does not
   */
  Evaluated evaluate(Expression expression, Scope scope, boolean unknown) {
    if (expression instanceof Expression.Not not) {
      return evaluate(not.term(), scope, !unknown).not();
    }
    if (expression instanceof Expression.And and) {
      return conjunction(and.line(), and.terms(), scope, unknown);
    }
    if (expression instanceof Expression.Or or) {
      List<Evaluated> terms =
          or.terms().stream().map(term -> evaluate(term, scope, unknown)).toList();
      if (terms.stream().allMatch(term -> term.before().isEmpty())) {
        return new Evaluated(
            List.of(),
            terms.stream()
                .map(Evaluated::condition)
                .reduce(Condition.Constant.NEVER, Condition::or),
            untestable(terms));
      }
      List<Expression> negated =
          or.terms().stream()
              .map(term -> (Expression) new Expression.Not(term.line(), term))
              .toList();
      return conjunction(or.line(), negated, scope, !unknown).not();
    }
    return term(expression, scope, unknown);
  }

  /** All terms, from the left; one is asked only if those before it held. */
  private Evaluated conjunction(int line, List<Expression> terms, Scope scope, boolean unknown) {
    List<PolicyItem> before = new ArrayList<>();
    List<Evaluated> all = new ArrayList<>();
    Condition held = Condition.Constant.ALWAYS;
    Scope inner = scope;
    for (Expression term : terms) {
      Evaluated next = evaluate(term, inner, unknown);
      all.add(next);
      if (next.before().isEmpty()) {
        held = held.and(next.condition());
      } else if (held instanceof Test test) {
        String note = ScriptNames.held(line, notesOfLine.merge(line, 1, Integer::sum) - 1);
        List<PolicyItem> body = new ArrayList<>(next.before());
        PolicyItem holds = ScriptActions.set(line, note, "1");
        if (next.condition() instanceof Test asked) {
          body.add(new Rule(line, asked.match(), List.of(holds)));
        } else if (next.condition().equals(Condition.Constant.ALWAYS)) {
          body.add(holds);
        }
        before.add(ScriptActions.set(line, note, ""));
        before.add(new Rule(line, test.match(), body));
        held = Test.of(note, "1");
      } else if (held.equals(Condition.Constant.ALWAYS)) {
        before.addAll(next.before());
        held = next.condition();
      }
      inner = inner.where(next.condition());
      if (held.equals(Condition.Constant.NEVER)) {
        break;
      }
    }
    return new Evaluated(before, held, untestable(all));
  }

  private Evaluated term(Expression expression, Scope scope, boolean unknown) {
    Optional<Condition> test = Optional.empty();
    if (expression instanceof Expression.Value value) {
      test = tests.of(value);
    } else if (expression instanceof Expression.Binary comparison) {
      test = tests.of(comparison);
    } else if (expression instanceof Expression.Call call) {
      test = tests.of(call);
      if (test.isEmpty()) {
        Optional<Effect> effect = actions.of(call, scope);
        if (effect.isPresent()) {
          boolean canFail = effect.get().canFail() && !effect.get().items().isEmpty();
          return new Evaluated(
              effect.get().items(),
              canFail ? Test.of("outcome", "ok") : Condition.Constant.ALWAYS,
              List.of());
        }
      }
    }
    return test.map(condition -> requestUri.current(condition, scope))
        .map(condition -> new Evaluated(List.of(), known(condition, scope), List.of()))
        .orElseGet(
            () ->
                new Evaluated(
                    List.of(), Condition.of(unknown), List.of(ScriptText.of(expression))));
  }

  /** Whether there is a To-tag may be known already. */
  private static Condition known(Condition condition, Scope scope) {
    return condition instanceof Test test
            && test.match().get("has_totag") instanceof Boolean wanted
            && scope.inDialog().isPresent()
        ? Condition.of(scope.inDialog().get().equals(wanted))
        : condition;
  }

  private static List<String> untestable(List<Evaluated> terms) {
    return terms.stream().flatMap(term -> term.untestable().stream()).distinct().toList();
  }
}
