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
 * @param answers they refuse
 * @param relays they send on
 */
record Traits(
    boolean marks, boolean unmarks, boolean asksForCredentials, boolean answers, boolean relays) {

  private static final Set<String> UNMARKS = Set.of("drop_accounting", "resetflag");
  private static final Set<String> CHALLENGES = Set.of("proxy_challenge", "www_challenge");
  private static final Set<String> RELAYS = Set.of("t_relay", "forward");

  static Traits of(List<Statement> statements, Script script, AccountingFlags flags) {
    Set<String> calls = new HashSet<>();
    collect(statements, script, flags, calls, new HashSet<>());
    return new Traits(
        calls.stream().anyMatch(Traits::isMark),
        calls.stream().anyMatch(UNMARKS::contains),
        calls.stream().anyMatch(CHALLENGES::contains),
        calls.stream().anyMatch(ScriptActions.REPLIES::contains),
        calls.stream().anyMatch(RELAYS::contains));
  }

  private static boolean isMark(String name) {
    return name.equals("do_accounting") || name.startsWith("acc_") || name.equals("setflag");
  }

  private static void collect(
      List<Statement> statements,
      Script script,
      AccountingFlags flags,
      Set<String> calls,
      Set<String> entered) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Run run) {
        collect(run.call(), script, flags, calls, entered);
      } else if (statement instanceof Statement.If choice) {
        collect(choice.condition(), script, flags, calls, entered);
        collect(choice.then(), script, flags, calls, entered);
        collect(choice.otherwise(), script, flags, calls, entered);
      } else if (statement instanceof Statement.Loop loop) {
        collect(loop.body(), script, flags, calls, entered);
      } else if (statement instanceof Statement.Assign assign
          && assign.variable().contains("acc_")) {
        calls.add("acc_extra");
      }
    }
  }

  private static void collect(
      Expression expression,
      Script script,
      AccountingFlags flags,
      Set<String> calls,
      Set<String> entered) {
    if (expression instanceof Expression.Or or) {
      or.terms().forEach(term -> collect(term, script, flags, calls, entered));
    } else if (expression instanceof Expression.And and) {
      and.terms().forEach(term -> collect(term, script, flags, calls, entered));
    } else if (expression instanceof Expression.Not not) {
      collect(not.term(), script, flags, calls, entered);
    } else if (expression instanceof Expression.Call call) {
      String argument = Values.text(call, 0).orElse("");
      if (call.name().equals("route")) {
        if (entered.add(argument)) {
          script
              .route(Route.Kind.REQUEST, argument)
              .ifPresent(route -> collect(route.body(), script, flags, calls, entered));
        }
      } else if (!call.name().endsWith("setflag") || flags.marks(argument)) {
        calls.add(call.name());
      }
    }
  }
}
