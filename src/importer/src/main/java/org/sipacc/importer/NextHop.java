package org.sipacc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipacc.importer.PolicyItem.Action;
import org.sipacc.importer.PolicyItem.Rule;
import org.sipacc.importer.ScriptActions.Effect;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Statement;

/**
 * What a script writes into the Request-URI before it relays. A policy names the target when it
 * relays; until then the parts that were written anew are kept in notes.
 */
final class NextHop {
  private static final String USER = "user";
  private static final String HOST = "host";
  private static final String URI = "uri";

  /** By function or variable: the part it writes. */
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("rewritehost", HOST),
          Map.entry("sethost", HOST),
          Map.entry("rewritehostport", HOST),
          Map.entry("sethostport", HOST),
          Map.entry("rewriteuser", USER),
          Map.entry("setuser", USER),
          Map.entry("prefix", USER),
          Map.entry("strip", USER),
          Map.entry("rewriteuri", URI),
          Map.entry("seturi", URI),
          Map.entry("setdsturi", HOST),
          Map.entry("$rd", HOST),
          Map.entry("$rU", USER),
          Map.entry("$ru", URI),
          Map.entry("$du", HOST));

  private static final Pattern HOST_OF_URI =
      Pattern.compile("(?i)(?:(?:sips?|udp|tcp|tls):)?(?:[^@;]*@)?([^;?]+).*");

  private final Set<String> written = new HashSet<>();

  /** Notes that the script writes what this statement does. */
  void see(Statement statement) {
    if (statement instanceof Statement.Run run) {
      Optional.ofNullable(PARTS.get(run.call().name())).ifPresent(written::add);
    } else if (statement instanceof Statement.Assign assign) {
      Optional.ofNullable(PARTS.get(assign.variable())).ifPresent(written::add);
    }
  }

  /** What writing the Request-URI by a function becomes; empty if it does not write it. */
  Optional<Effect> rewritten(Expression.Call call, Findings findings) {
    String part = PARTS.get(call.name());
    if (part == null) {
      return Optional.empty();
    }
    return Values.text(call, 0).flatMap(text -> noted(call.line(), call.name(), text, findings));
  }

  /** What writing it by an assignment becomes; empty if it does not write it. */
  Optional<Effect> rewritten(Statement.Assign assign, Findings findings) {
    if (!PARTS.containsKey(assign.variable()) || !assign.operator().equals("=")) {
      return Optional.empty();
    }
    return Values.template(assign.value())
        .flatMap(text -> noted(assign.line(), assign.variable(), text, findings));
  }

  private Optional<Effect> noted(int line, String by, String text, Findings findings) {
    String part = PARTS.get(by);
    List<PolicyItem> items = new ArrayList<>();
    String value = text;
    switch (by) {
      case "$du", "setdsturi" -> {
        Matcher uri = HOST_OF_URI.matcher(text);
        if (text.startsWith("$") || !uri.matches()) {
          return Optional.empty();
        }
        findings.add(
            Severity.CHANGED,
            line,
            "the Request-URI names the next hop " + text + " too, not only the address");
        value = uri.group(1);
      }
      case "prefix", "strip" -> {
        items.add(orElse(line, USER, "$rU"));
        String user = ScriptNames.target(USER);
        value =
            by.equals("prefix")
                ? text + user
                : "$(" + user.substring(1) + "{s.substr," + text + ",0})";
      }
      default -> {}
    }
    if (part.equals(USER)) {
      findings.add(
          Severity.NOTE, line, "what is asked of $rU further on is still what the caller sent");
    }
    items.add(ScriptActions.set(line, ScriptNames.target(part), value));
    return Optional.of(new Effect(items, false));
  }

  /** The note's value, where it has none yet. */
  private static Rule orElse(int line, String part, String value) {
    return new Rule(
        line,
        Map.of(ScriptNames.target(part), ""),
        List.of(ScriptActions.set(line, ScriptNames.target(part), value)));
  }

  /** Sends the request to where the script has it go by now. */
  Effect relay(int line, Scope scope) {
    Action plain = Action.of(line, "relay");
    if (written.isEmpty() || scope.inDialog().orElse(false)) {
      return Effect.canFail(plain);
    }
    Map<String, Object> nothingWritten = new LinkedHashMap<>();
    List.of(URI, USER, HOST).stream()
        .filter(written::contains)
        .forEach(part -> nothingWritten.put(ScriptNames.target(part), ""));
    List<PolicyItem> rewritten = new ArrayList<>();
    if (written.contains(USER) || written.contains(HOST)) {
      String user = "$rU";
      String host = "$rd";
      if (written.contains(USER)) {
        rewritten.add(orElse(line, USER, "$rU"));
        user = ScriptNames.target(USER);
      }
      if (written.contains(HOST)) {
        rewritten.add(orElse(line, HOST, "$rd"));
        host = ScriptNames.target(HOST);
      }
      Action toParts = relayTo("sip:" + user + "@" + host, line);
      rewritten.add(
          written.contains(URI)
              ? new Rule(line, Map.of(ScriptNames.target(URI), ""), List.of(toParts))
              : toParts);
    }
    if (written.contains(URI)) {
      Action toUri = relayTo(ScriptNames.target(URI), line);
      rewritten.add(
          new Rule(line, Map.of("not", Map.of(ScriptNames.target(URI), "")), List.of(toUri)));
    }
    Condition none = new Condition.Test(nothingWritten);
    return new Effect(
        List.of(
            new Rule(line, nothingWritten, List.of(plain)),
            new Rule(line, ((Condition.Test) none.not()).match(), rewritten)),
        true);
  }

  /** Sends it to a fixed address. */
  Effect relayTo(int line, String address) {
    Matcher uri = HOST_OF_URI.matcher(address);
    return Effect.canFail(relayTo("sip:$rU@" + (uri.matches() ? uri.group(1) : address), line));
  }

  private static Action relayTo(String target, int line) {
    return new Action(line, "relay", Map.of("to", target));
  }
}
