package org.sipacc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.parameter.Section;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.importer.Condition.Test;
import org.sipacc.importer.Conditions.Evaluated;
import org.sipacc.importer.PolicyItem.Action;
import org.sipacc.importer.PolicyItem.Rule;
import org.sipacc.importer.ScriptActions.Effect;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Route;
import org.sipacc.importer.script.Script;
import org.sipacc.importer.script.Statement;

/** Makes a policy's rules out of a script's routes. */
final class RouteTranslation {
  private static final Map<Route.Kind, Hook> ARMED =
      Map.of(
          Route.Kind.FAILURE, Hook.FAILURE,
          Route.Kind.BRANCH, Hook.BRANCH,
          Route.Kind.REPLY, Hook.REPLY);

  private static final Map<String, Route.Kind> ARMS =
      Map.of(
          "t_on_failure", Route.Kind.FAILURE,
          "t_on_branch", Route.Kind.BRANCH,
          "t_on_reply", Route.Kind.REPLY);

  /** Actions after which nothing of the hook is run. */
  private static final Set<String> ENDS = Set.of("stop", "reply", "challenge");

  private static final Set<String> ACCOUNTING_WORDS =
      Set.of(
          "do_accounting",
          "acc_log_request",
          "acc_db_request",
          "acc_aaa_request",
          "acc_evi_request",
          "acc_new_leg",
          "acc_load_ctx_from_dlg");

  /** What depends on something that is left out may go the other way, and not be accounted. */
  private static final String ASKED_FOR = "; conditions that ask for it go as if it was not set";

  private final Script script;
  private final Findings findings;
  private final ParameterTranslation parameters;
  private final Checker checker;
  private final RequestUri requestUri;
  private final ScriptActions actions;
  private final Guess guess;
  private final Asked asked;
  private final Conditions conditions;
  private final Set<String> armed = new HashSet<>();
  private final Map<Hook, List<PolicyItem>> hooks = new LinkedHashMap<>();
  private final Map<String, List<PolicyItem>> lists = new LinkedHashMap<>();
  private final Set<String> entered = new HashSet<>();

  RouteTranslation(
      Script script, ParameterTranslation parameters, RequestUri requestUri, Findings findings) {
    this.script = script;
    this.requestUri = requestUri;
    this.findings = findings;
    this.parameters = parameters;
    this.checker = new Checker(parameters.parameters());
    this.asked = new Asked(script);
    this.guess = new Guess(script, parameters.flags(), findings);
    this.actions = new ScriptActions(parameters.flags(), asked.flags(), requestUri, findings);
    this.conditions =
        new Conditions(new Tests(checker, findings, parameters.hosts()), this::effect, requestUri);
  }

  /** The rules of each hook that has any. */
  Map<Hook, List<PolicyItem>> hooks() {
    return hooks;
  }

  /** The lists that they enter. */
  Map<String, List<PolicyItem>> lists() {
    return lists;
  }

  void translate() {
    Optional<Route> request = script.route(Route.Kind.REQUEST, "");
    if (request.isEmpty()) {
      findings.add(Severity.CHANGED, 0, "the script has no route{}: every request is answered 404");
    }
    List<PolicyItem> requestItems =
        request
            .map(route -> block(route.body(), Scope.of(Hook.REQUEST, Optional.empty())))
            .orElse(List.of());
    List<PolicyItem> withNotes = new ArrayList<>(requestUri.notes());
    withNotes.addAll(requestItems);
    hooks.put(Hook.REQUEST, withNotes);
    if (request.isPresent() && !ends(requestItems) && !sendsAll(requestItems)) {
      findings.add(
          Severity.NOTE,
          request.get().line(),
          "a request that route{} neither sends on nor answers is answered 404; OpenSIPS leaves it"
              + " without an answer");
    }
    script
        .route(Route.Kind.LOCAL, "")
        .ifPresent(
            route ->
                hooks.put(Hook.LOCAL, block(route.body(), Scope.of(Hook.LOCAL, Optional.empty()))));
    List.of(Route.Kind.BRANCH, Route.Kind.REPLY, Route.Kind.FAILURE).forEach(this::armedRoutes);
    for (Route route : script.routes()) {
      unreached(route);
    }
  }

  /** The routes of a kind that are run for a transaction which asked for them. */
  private void armedRoutes(Route.Kind kind) {
    Hook hook = ARMED.get(kind);
    List<PolicyItem> items = new ArrayList<>();
    script
        .route(kind, "")
        .ifPresent(route -> items.addAll(block(route.body(), Scope.of(hook, Optional.empty()))));
    List<Route> routes =
        script.routes().stream()
            .filter(route -> route.kind() == kind && armed.contains(key(route)))
            .toList();
    String note = ScriptNames.armed(kind);
    if (kind == Route.Kind.FAILURE && !routes.isEmpty()) {
      // It is run once, unless it is armed again.
      note = ScriptNames.running(kind);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(note, ScriptNames.armed(kind));
      values.put(ScriptNames.armed(kind), "");
      items.add(new Action(0, "set", values));
    }
    for (Route route : routes) {
      List<PolicyItem> body = block(route.body(), Scope.of(hook, Optional.empty()));
      if (!body.isEmpty()) {
        items.add(new Rule(route.line(), Map.of(note, route.name()), body));
      }
    }
    if (!items.isEmpty()) {
      hooks.put(hook, items);
    }
  }

  private static String key(Route route) {
    return route.kind() + " " + route.name();
  }

  private void unreached(Route route) {
    String name = route.kind().word() + (route.name().isEmpty() ? "" : "[" + route.name() + "]");
    switch (route.kind()) {
      case STARTUP, TIMER, EVENT, ERROR ->
          findings.add(
              Traits.of(route.body(), script, parameters.flags()).marks()
                  ? Severity.LOSS
                  : Severity.CHANGED,
              route.line(),
              name + " is left out: there is no such moment here");
      case FAILURE, BRANCH, REPLY -> {
        if (!route.name().isEmpty() && !armed.contains(key(route))) {
          findings.add(Severity.NOTE, route.line(), name + " is left out: nothing arms it");
        }
      }
      case REQUEST -> {
        if (!route.name().isEmpty() && !entered.contains(route.name())) {
          findings.add(Severity.NOTE, route.line(), name + " is left out: nothing calls it");
        }
      }
      case LOCAL -> {}
    }
  }

  /** The statements of a block, in their order. */
  private List<PolicyItem> block(List<Statement> statements, Scope outer) {
    List<PolicyItem> items = new ArrayList<>();
    Scope scope = outer;
    for (int i = 0; i < statements.size() && !ends(items); i++) {
      Statement statement = statements.get(i);
      List<Statement> rest = statements.subList(i + 1, statements.size());
      if (statement instanceof Statement.Leave leave) {
        items.addAll(leave(leave, scope));
        break;
      }
      scope = scope.before(rest, outer);
      items.addAll(statement(statement, scope));
      if (ends(items)) {
        tellOfRest(statement, scope);
      } else if (!rest.isEmpty() && scope.route().isPresent() && returns(statement)) {
        items.addAll(unless(scope.route().get(), block(rest, scope.before(List.of(), outer))));
        break;
      }
      scope = scope.sent(mayEndHere(items));
      if (!items.isEmpty()
          && items.get(items.size() - 1) instanceof Rule rule
          && ends(rule.body())) {
        scope = scope.where(new Test(rule.match()).not());
      }
    }
    return items;
  }

  private static List<PolicyItem> unless(String route, List<PolicyItem> rest) {
    return rest.isEmpty()
        ? rest
        : List.of(new Rule(rest.get(0).line(), Map.of(ScriptNames.returned(route), ""), rest));
  }

  /** A final answer ends the request here; in OpenSIPS the script goes on. */
  private void tellOfRest(Statement reply, Scope scope) {
    boolean isReply =
        reply instanceof Statement.Run run && ScriptActions.REPLIES.contains(run.call().name());
    if (isReply && scope.next().filter(next -> !(next instanceof Statement.Leave)).isPresent()) {
      findings.add(
          Severity.NOTE,
          reply.line(),
          "no exit follows this reply, so that OpenSIPS goes on; one final answer is allowed, and"
              + " the request ends here");
    }
  }

  /** Whether some of these send the request on, answer it, or enter a list that may. */
  private static boolean mayEndHere(List<PolicyItem> items) {
    return items.stream()
        .anyMatch(
            item ->
                item instanceof Rule rule
                    ? mayEndHere(rule.body())
                    : Set.of("relay", "reply", "challenge", "run")
                        .contains(((Action) item).word()));
  }

  /** Whether what comes to the end of these was sent on. */
  private boolean sendsAll(List<PolicyItem> items) {
    return items.stream()
        .anyMatch(
            item ->
                item instanceof Action action
                    ? action.word().equals("relay")
                    : requestUri.isRelay((Rule) item));
  }

  private boolean ends(List<PolicyItem> items) {
    if (items.isEmpty() || !(items.get(items.size() - 1) instanceof Action last)) {
      return false;
    }
    return ENDS.contains(last.word())
        || (last.word().equals("run")
            && ends(lists.getOrDefault((String) last.argument(), List.of())));
  }

  private List<PolicyItem> leave(Statement.Leave leave, Scope scope) {
    switch (leave.word()) {
      case "return" -> {
        if (scope.route().isPresent()) {
          return scope.next().isPresent()
              ? List.of(
                  ScriptActions.set(leave.line(), ScriptNames.returned(scope.route().get()), "1"))
              : List.of();
        }
      }
      case "break" -> {
        findings.add(
            Severity.CHANGED, leave.line(), "break within an if is left out: what follows is done");
        return List.of();
      }
      case "drop" -> {
        if (scope.hook() == Hook.BRANCH || scope.hook() == Hook.REPLY) {
          findings.add(
              Severity.CHANGED,
              leave.line(),
              "drop: the "
                  + (scope.hook() == Hook.BRANCH ? "branch is tried" : "reply is passed on")
                  + " all the same");
        }
      }
      default -> {}
    }
    if (scope.hook() == Hook.REQUEST && !scope.sent()) {
      findings.add(
          Severity.NOTE,
          leave.line(),
          leave.word()
              + " with nothing sent: the request is answered 404 (an ACK is dropped); OpenSIPS"
              + " leaves it without an answer");
    }
    return List.of(Action.of(leave.line(), "stop"));
  }

  /** Whether {@code return} may be among a statement's own, so that what follows depends on it. */
  private static boolean returns(Statement statement) {
    return statement instanceof Statement.If choice
        && (choice.then().stream().anyMatch(RouteTranslation::isReturn)
            || choice.otherwise().stream().anyMatch(RouteTranslation::isReturn));
  }

  private static boolean isReturn(Statement statement) {
    return statement instanceof Statement.Leave leave
        ? leave.word().equals("return")
        : returns(statement);
  }

  private List<PolicyItem> statement(Statement statement, Scope scope) {
    if (statement instanceof Statement.If choice) {
      return choice(choice, scope);
    }
    if (statement instanceof Statement.Assign assign) {
      return assign(assign, scope);
    }
    if (statement instanceof Statement.Loop loop) {
      findings.add(
          Traits.of(loop.body(), script, parameters.flags()).marks()
              ? Severity.LOSS
              : Severity.CHANGED,
          loop.line(),
          "the " + loop.word() + " loop is left out: a policy has no loops");
      return List.of();
    }
    Expression.Call call = ((Statement.Run) statement).call();
    Optional<Effect> effect = effect(call, scope);
    if (effect.isEmpty()) {
      boolean sets =
          call.arguments().stream()
              .map(ScriptText::of)
              .anyMatch(argument -> argument.startsWith("$") && isNoted(argument));
      findings.add(
          call.name().startsWith("acc_") || sets ? Severity.LOSS : Severity.CHANGED,
          call.line(),
          ScriptText.of(call)
              + " is left out: "
              + Missing.reason(call.name())
              + (sets ? ASKED_FOR : ""));
    }
    return effect.map(Effect::items).orElse(List.of());
  }

  /** What a call does, as far as the server can do it in this hook. */
  private Optional<Effect> effect(Expression.Call call, Scope scope) {
    if (call.name().equals("route")) {
      return Values.text(call, 0).map(name -> new Effect(run(call.line(), name, scope), false));
    }
    if (ARMS.containsKey(call.name())) {
      return Values.text(call, 0)
          .map(name -> new Effect(arm(call, ARMS.get(call.name()), name), false));
    }
    return actions
        .of(call, scope)
        .map(effect -> new Effect(accepted(effect.items(), scope), effect.canFail()));
  }

  private List<PolicyItem> arm(Expression.Call call, Route.Kind kind, String name) {
    boolean none = name.isEmpty() || name.equals("0");
    if (!none && script.route(kind, name).isEmpty()) {
      findings.add(Severity.CHANGED, call.line(), "there is no " + kind.word() + "[" + name + "]");
      return List.of();
    }
    armed.add(kind + " " + name);
    return List.of(ScriptActions.set(call.line(), ScriptNames.armed(kind), none ? "" : name));
  }

  private List<PolicyItem> run(int line, String name, Scope scope) {
    Optional<Route> route = script.route(Route.Kind.REQUEST, name);
    if (route.isEmpty()) {
      findings.add(Severity.CHANGED, line, "there is no route[" + name + "]");
      return List.of();
    }
    String list = name + (scope.hook() == Hook.REQUEST ? "" : "-" + scope.hook().key());
    if (!lists.containsKey(list)) {
      if (!entered.add(list)) {
        findings.add(
            Traits.of(route.get().body(), script, parameters.flags()).marks()
                ? Severity.LOSS
                : Severity.CHANGED,
            line,
            "route("
                + name
                + ") is left out: it is called from within itself, and lists enter each other in no"
                + " circle");
        return List.of();
      }
      entered.add(name);
      lists.put(list, list(route.get(), Scope.of(scope.hook(), Optional.of(name))));
    }
    return lists.get(list).isEmpty() ? List.of() : List.of(new Action(line, "run", list));
  }

  private List<PolicyItem> list(Route route, Scope scope) {
    List<PolicyItem> items = new ArrayList<>();
    List<PolicyItem> body = block(route.body(), scope.sent(true));
    if (body.toString().contains(ScriptNames.returned(route.name()))) {
      items.add(ScriptActions.set(0, ScriptNames.returned(route.name()), ""));
    }
    items.addAll(body);
    return items;
  }

  private List<PolicyItem> assign(Statement.Assign assign, Scope scope) {
    String text = assign.variable() + " " + assign.operator() + " " + ScriptText.of(assign.value());
    Optional<Effect> target = requestUri.written(assign, findings);
    Optional<String> value =
        assign.operator().equals("=") ? Values.template(assign.value()) : Optional.empty();
    if (target.isEmpty() && value.isEmpty()) {
      boolean isAskedFor = isNoted(assign.variable());
      findings.add(
          assign.variable().contains("acc_") || isAskedFor ? Severity.LOSS : Severity.CHANGED,
          assign.line(),
          text
              + " is left out: a policy sets variables to texts, and does not calculate"
              + (isAskedFor ? ASKED_FOR : ""));
      return List.of();
    }
    return accepted(
        target
            .map(Effect::items)
            .orElseGet(
                () ->
                    List.of(
                        ScriptActions.set(assign.line(), assign.variable(), value.orElseThrow()))),
        scope);
  }

  /** Those of the actions that the server takes in this hook; of the others a finding tells. */
  private List<PolicyItem> accepted(List<PolicyItem> items, Scope scope) {
    List<PolicyItem> accepted = new ArrayList<>();
    for (PolicyItem written : items) {
      PolicyItem item = requestUri.current(written, scope);
      if (item instanceof Rule rule) {
        List<PolicyItem> body = accepted(rule.body(), scope);
        if (!body.isEmpty()) {
          accepted.add(new Rule(rule.line(), rule.match(), body));
        }
        continue;
      }
      Action action = (Action) item;
      Optional<String> problem = checker.problem(scope.hook(), action);
      if (problem.isEmpty()) {
        accepted.add(action);
      } else {
        boolean isAskedFor =
            action.argument() instanceof Map<?, ?> values
                && values.keySet().stream().anyMatch(name -> isNoted(name.toString()));
        findings.add(
            isAskedFor ? Severity.LOSS : severityWithout(action),
            action.line(),
            "left out: " + problem.get() + (isAskedFor ? ASKED_FOR : ""));
      }
    }
    return accepted;
  }

  /** Whether it is a note of the script's own on which something depends. */
  private boolean isNoted(String variable) {
    return variable.matches("\\$\\(?(avp|var|dlg_val)\\(.*") && asked.dependsOn(variable);
  }

  private static Severity severityWithout(Action action) {
    if (ACCOUNTING_WORDS.contains(action.word())
        || (action.word().equals("set") && action.argument().toString().contains("acc_"))) {
      return Severity.LOSS;
    }
    return action.word().equals("drop_accounting")
        ? Severity.MORE
        : action.word().equals("log") ? Severity.LEFT_OUT : Severity.CHANGED;
  }

  private List<PolicyItem> choice(Statement.If choice, Scope scope) {
    Evaluated condition = conditions.evaluate(choice.condition(), scope, true);
    if (!condition.untestable().isEmpty()) {
      boolean taken = guess.isTaken(choice);
      condition = conditions.evaluate(choice.condition(), scope, taken);
      guess.tell(choice, condition.untestable(), taken);
    }
    if (scope.inDialog().orElse(true)) {
      LooseRoute.replyWhereItFails(choice)
          .ifPresent(
              reply ->
                  parameters.set(Section.CORE, "unknown_dialog_reply", reply.line(), reply.text()));
    }
    List<PolicyItem> items = new ArrayList<>(condition.before());
    if (condition.condition() instanceof Test test) {
      items.addAll(choice(choice, test, scope));
    } else {
      boolean holds = condition.condition().equals(Condition.Constant.ALWAYS);
      items.addAll(block(holds ? choice.then() : choice.otherwise(), scope));
    }
    return items;
  }

  private List<PolicyItem> choice(Statement.If choice, Test test, Scope scope) {
    int line = choice.line();
    List<PolicyItem> then = block(choice.then(), scope.where(test));
    List<PolicyItem> otherwise = block(choice.otherwise(), scope.where(test.not()));
    List<PolicyItem> items = new ArrayList<>();
    if (otherwise.isEmpty() || then.isEmpty() || ends(then) || !test.isChangedBy(then)) {
      addRule(items, line, test, then);
      if (ends(then)) {
        items.addAll(otherwise);
      } else {
        addRule(items, line, test.not(), otherwise);
      }
      return items;
    }
    // What is done where it holds may change what was asked.
    String note = ScriptNames.held(line, 0);
    items.add(ScriptActions.set(line, note, ""));
    addRule(items, line, test, List.of(ScriptActions.set(line, note, "1")));
    addRule(items, line, Test.of(note, "1"), then);
    addRule(items, line, Test.of(note, ""), otherwise);
    return items;
  }

  private static void addRule(
      List<PolicyItem> items, int line, Condition condition, List<PolicyItem> body) {
    if (!body.isEmpty()) {
      items.add(new Rule(line, ((Test) condition).match(), body));
    }
  }
}
