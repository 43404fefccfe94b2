package org.sipacc.importer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.importer.PolicyItem.Action;
import org.sipacc.importer.PolicyItem.Rule;
import org.sipacc.importer.ScriptActions.Effect;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Script;
import org.sipacc.importer.script.Statement;

/**
 * The Request-URI of a script that writes it. A policy does not write it, but names the target when
 * it relays; so the URI is kept in notes, which are written and read in its place.
 */
final class RequestUri {
  private static final String URI = "$avp(script.ru)";
  private static final String USER = "$avp(script.rU)";
  private static final String DOMAIN = "$avp(script.rd)";

  /** Host and port as one text. */
  private static final String HOST_PORT = "$avp(script.host)";

  /** {@code ;transport=tcp}, if the URI says so. */
  private static final String PARAMETERS = "$avp(script.parameters)";

  /** 1 once it was written. */
  private static final String WRITTEN = "$avp(script.written)";

  /** Host and port that the request goes to, whatever the URI says. */
  private static final String NEXT_HOP = "$avp(script.du)";

  private static final String COMPOSED = "sip:" + USER + "@" + HOST_PORT + PARAMETERS;

  private enum Part {
    URI,
    USER,
    HOST,
    HOST_PORT,
    NEXT_HOP
  }

  /** By function or variable: the part it writes. */
  private static final Map<String, Part> PARTS =
      Map.ofEntries(
          Map.entry("rewritehost", Part.HOST),
          Map.entry("sethost", Part.HOST),
          Map.entry("rewritehostport", Part.HOST_PORT),
          Map.entry("sethostport", Part.HOST_PORT),
          Map.entry("rewriteuser", Part.USER),
          Map.entry("setuser", Part.USER),
          Map.entry("prefix", Part.USER),
          Map.entry("strip", Part.USER),
          Map.entry("rewriteuri", Part.URI),
          Map.entry("seturi", Part.URI),
          Map.entry("setdsturi", Part.NEXT_HOP),
          Map.entry("$rd", Part.HOST),
          Map.entry("$rU", Part.USER),
          Map.entry("$ru", Part.URI),
          Map.entry("$du", Part.NEXT_HOP));

  private static final Pattern READ =
      Pattern.compile("\\$\\$|\\$(ru|rU|rd)(?![A-Za-z0-9_.(])|\\$\\((ru|rU|rd)(?=[{)])");

  private static final Pattern HOST_OF_URI =
      Pattern.compile("(?i)(?:(?:sips?|udp|tcp|tls):)?(?:[^@;]*@)?([^;?]+).*");

  private final Set<Part> written = EnumSet.noneOf(Part.class);

  RequestUri(Script script) {
    script.routes().forEach(route -> look(route.body()));
  }

  private void look(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Run run) {
        Optional.ofNullable(PARTS.get(run.call().name())).ifPresent(written::add);
      } else if (statement instanceof Statement.Assign assign) {
        Optional.ofNullable(PARTS.get(assign.variable())).ifPresent(written::add);
      } else if (statement instanceof Statement.If choice) {
        look(choice.then());
        look(choice.otherwise());
      }
    }
  }

  /** What the request hook begins with. */
  List<PolicyItem> notes() {
    if (written.isEmpty()) {
      return List.of();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(URI, "$ru");
    values.put(USER, "$rU");
    values.put(DOMAIN, "$rd");
    if (!isComposed()) {
      return List.of(new Action(0, "set", values));
    }
    values.put(HOST_PORT, "$rd");
    return List.of(
        new Action(0, "set", values),
        ifAny("$rp", ScriptActions.set(0, HOST_PORT, "$rd:$rp")),
        ifAny("$rP", ScriptActions.set(0, PARAMETERS, ";transport=$rP")));
  }

  /** Whether parts of it are written, so that the whole is to be put together. */
  private boolean isComposed() {
    return written.contains(Part.USER)
        || written.contains(Part.HOST)
        || written.contains(Part.HOST_PORT);
  }

  private static Rule ifAny(String variable, Action action) {
    return new Rule(action.line(), Map.of("not", Map.of(variable, "")), List.of(action));
  }

  /** What writing it by a function becomes; empty if the function does not, or cannot here. */
  Optional<Effect> written(Expression.Call call, Findings findings) {
    return PARTS.containsKey(call.name())
        ? Values.text(call, 0).flatMap(text -> written(call.line(), call.name(), text, findings))
        : Optional.empty();
  }

  /** What writing it by an assignment becomes; empty if it does not, or cannot here. */
  Optional<Effect> written(Statement.Assign assign, Findings findings) {
    return PARTS.containsKey(assign.variable()) && assign.operator().equals("=")
        ? Values.template(assign.value())
            .flatMap(text -> written(assign.line(), assign.variable(), text, findings))
        : Optional.empty();
  }

  private Optional<Effect> written(int line, String by, String text, Findings findings) {
    Part part = PARTS.get(by);
    if (part == Part.NEXT_HOP) {
      return nextHop(line, text, findings);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    List<PolicyItem> items = new ArrayList<>();
    switch (part) {
      case URI -> {
        values.put(URI, text);
        values.put(USER, "$(avp(script.ru){uri.user})");
        values.put(DOMAIN, "$(avp(script.ru){uri.host})");
        if (isComposed()) {
          values.put(HOST_PORT, DOMAIN);
          values.put(PARAMETERS, "");
        }
      }
      case USER -> values.put(USER, user(by, text));
      case HOST, HOST_PORT -> {
        values.put(DOMAIN, text.startsWith("$") ? text : text.replaceFirst(":[0-9]+$", ""));
        values.put(HOST_PORT, text);
      }
      case NEXT_HOP -> throw new AssertionError(part);
    }
    values.put(WRITTEN, "1");
    items.add(new Action(line, "set", values));
    if (part == Part.HOST) {
      items.add(ifAny("$rp", ScriptActions.set(line, HOST_PORT, text + ":$rp")));
    }
    if (part != Part.URI) {
      items.add(ScriptActions.set(line, URI, COMPOSED));
    } else if (isComposed()) {
      String port = "$(avp(script.ru){uri.port})";
      items.add(ifAny(port, ScriptActions.set(line, HOST_PORT, DOMAIN + ":" + port)));
    }
    return Optional.of(new Effect(items, false));
  }

  private static String user(String by, String text) {
    return switch (by) {
      case "prefix" -> text + USER;
      case "strip" -> "$(avp(script.rU){s.substr," + text + ",0})";
      default -> text;
    };
  }

  private static Optional<Effect> nextHop(int line, String text, Findings findings) {
    Matcher uri = HOST_OF_URI.matcher(text);
    if (text.startsWith("$") || !uri.matches()) {
      return Optional.empty();
    }
    findings.add(
        Severity.CHANGED,
        line,
        "the Request-URI names the next hop " + text + " too, not only the packet's address");
    return Optional.of(Effect.of(ScriptActions.set(line, NEXT_HOP, uri.group(1))));
  }

  /** Sends the request to where the script has it go by now. */
  Effect relay(int line, Scope scope) {
    Action plain = Action.of(line, "relay");
    boolean writesUri = written.stream().anyMatch(part -> part != Part.NEXT_HOP);
    boolean writesNextHop = written.contains(Part.NEXT_HOP);
    if (written.isEmpty() || scope.inDialog().orElse(false)) {
      return Effect.canFail(plain);
    }
    Map<String, Object> nothing = new LinkedHashMap<>();
    Map<String, Object> uriOnly = new LinkedHashMap<>();
    if (writesNextHop) {
      nothing.put(NEXT_HOP, "");
      uriOnly.put(NEXT_HOP, "");
    }
    List<PolicyItem> items = new ArrayList<>();
    if (writesUri) {
      nothing.put(WRITTEN, "");
      uriOnly.put(WRITTEN, "1");
      items.add(new Rule(line, uriOnly, List.of(relay(line, URI))));
    }
    items.add(0, new Rule(line, nothing, List.of(plain)));
    if (writesNextHop) {
      items.add(ifAny(NEXT_HOP, relay(line, "sip:" + USER + "@" + NEXT_HOP)));
    }
    return new Effect(items, true);
  }

  /** Whether a rule is one of those that together relay, wherever the request goes. */
  boolean isRelay(Rule rule) {
    return rule.match().equals(Map.of(WRITTEN, ""))
        || rule.match().equals(Map.of(NEXT_HOP, ""))
        || rule.match().equals(Map.of(NEXT_HOP, "", WRITTEN, ""));
  }

  /** Sends it to a fixed address. */
  Effect relayTo(int line, String address) {
    Matcher uri = HOST_OF_URI.matcher(address);
    String user = written.isEmpty() ? "$rU" : USER;
    return Effect.canFail(
        relay(line, "sip:" + user + "@" + (uri.matches() ? uri.group(1) : address)));
  }

  private static Action relay(int line, String target) {
    return new Action(line, "relay", Map.of("to", target));
  }

  /** A text in which the URI is read as it was written. */
  String current(String text) {
    return written.isEmpty() ? text : READ.matcher(text).replaceAll(RequestUri::replacement);
  }

  private static String replacement(MatchResult read) {
    String note;
    if (read.group(1) != null) {
      note = "$avp(script." + read.group(1) + ")";
    } else {
      note = read.group(2) == null ? read.group() : "$(avp(script." + read.group(2) + ")";
    }
    return Matcher.quoteReplacement(note);
  }

  /** The same of a condition. */
  Condition current(Condition condition, Scope scope) {
    return condition instanceof Condition.Test test && isOwn(scope)
        ? new Condition.Test(currentOf(test.match()))
        : condition;
  }

  /** The same of an action or a rule. */
  PolicyItem current(PolicyItem item, Scope scope) {
    if (!isOwn(scope)) {
      return item;
    }
    if (item instanceof Action action) {
      return new Action(action.line(), action.word(), current(action.argument()));
    }
    // Rules within rules come one by one.
    Rule rule = (Rule) item;
    return new Rule(rule.line(), currentOf(rule.match()), rule.body());
  }

  /** In a branch it is that of the branch; a reply has none. */
  private boolean isOwn(Scope scope) {
    return !written.isEmpty() && (scope.hook() == Hook.REQUEST || scope.hook() == Hook.FAILURE);
  }

  private Object current(Object value) {
    if (value instanceof Map<?, ?> map) {
      return currentOf(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::current).toList();
    }
    return value instanceof String text ? current(text) : value;
  }

  private Map<String, Object> currentOf(Map<?, ?> map) {
    Map<String, Object> current = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            current.put(current((String) key), key.equals("matches") ? value : current(value)));
    return current;
  }
}
