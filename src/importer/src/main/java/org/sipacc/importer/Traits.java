package org.sipacc.importer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Route;
import org.sipacc.importer.script.Script;
import org.sipacc.importer.script.Statement;

/**
 * What some statements do, and the routes they enter.
 *
 * @param marks they account
 * @param unmarks they take accounting back
 * @param asksForCredentials they let nobody pass without
 * @param answers they answer the request
 * @param relays they send it on
 */
record Traits(
    boolean marks, boolean unmarks, boolean asksForCredentials, boolean answers, boolean relays) {

  private static final Set<String> UNMARKS = Set.of("drop_accounting", "resetflag", "resetbflag");
  private static final Set<String> CHALLENGES = Set.of("proxy_challenge", "www_challenge");
  private static final Set<String> RELAYS = Set.of("t_relay", "forward");

  static Traits of(List<Statement> statements, Script script, AccountingFlags flags) {
    Calls calls = new Calls(script, flags);
    calls.ofStatements(statements);
    return new Traits(
        calls.names.stream().anyMatch(Traits::isMark),
        calls.names.stream().anyMatch(UNMARKS::contains),
        calls.names.stream().anyMatch(CHALLENGES::contains),
        calls.names.stream().anyMatch(ScriptActions.REPLIES::contains),
        calls.names.stream().anyMatch(RELAYS::contains));
  }

  private static boolean isMark(String name) {
    return name.equals("do_accounting")
        || name.startsWith("acc_")
        || name.equals("setflag")
        || name.equals("setbflag");
  }

  /** Collects the functions that are called; of those about flags, the ones acc has a part in. */
  private static final class Calls {
    private final Script script;
    private final AccountingFlags flags;
    private final Set<String> names = new HashSet<>();
    private final Set<String> entered = new HashSet<>();

    Calls(Script script, AccountingFlags flags) {
      this.script = script;
      this.flags = flags;
    }

    void ofStatements(List<Statement> statements) {
      for (Statement statement : statements) {
        if (statement instanceof Statement.Run run) {
          ofExpression(run.call());
        } else if (statement instanceof Statement.If choice) {
          ofExpression(choice.condition());
          ofStatements(choice.then());
          ofStatements(choice.otherwise());
        } else if (statement instanceof Statement.Loop loop) {
          ofStatements(loop.body());
        } else if (statement instanceof Statement.Assign assign
            && assign.variable().contains("acc_")) {
          names.add("acc_extra");
        }
      }
    }

    private void ofExpression(Expression expression) {
      if (expression instanceof Expression.Or or) {
        or.terms().forEach(this::ofExpression);
      } else if (expression instanceof Expression.And and) {
        and.terms().forEach(this::ofExpression);
      } else if (expression instanceof Expression.Not not) {
        ofExpression(not.term());
      } else if (expression instanceof Expression.Call call) {
        ofCall(call);
      }
    }

    private void ofCall(Expression.Call call) {
      String argument = Values.text(call, 0).orElse("");
      if (call.name().equals("route")) {
        if (entered.add(argument)) {
          script.route(Route.Kind.REQUEST, argument).ifPresent(route -> ofStatements(route.body()));
        }
      } else if (!call.name().matches("(set|reset)b?flag") || flags.marks(argument)) {
        names.add(call.name());
      }
    }
  }
}
