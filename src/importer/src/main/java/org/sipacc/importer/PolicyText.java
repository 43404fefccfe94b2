package org.sipacc.importer;

import java.util.List;
import java.util.Map;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.importer.PolicyItem.Action;
import org.sipacc.importer.PolicyItem.Rule;
import org.sipacc.importer.script.Script;

/** Writes a policy, each rule with the line of the script that it comes from. */
final class PolicyText {
  private static final int LONGEST_NAME = 100;

  private final Script script;
  private final StringBuilder text = new StringBuilder();

  private PolicyText(Script script) {
    this.script = script;
  }

  static String of(
      String source,
      Script script,
      Map<Hook, List<PolicyItem>> hooks,
      Map<String, List<PolicyItem>> lists) {
    PolicyText policy = new PolicyText(script);
    policy.text.append("# Made from ").append(source).append(" by bin/sipacc import.\n");
    hooks.forEach((hook, items) -> policy.rules("", hook.key(), items));
    if (!lists.isEmpty()) {
      policy.text.append("\nlists:\n");
      lists.forEach((name, items) -> policy.rules("  ", YamlText.of(name), items));
    }
    return policy.text.toString();
  }

  /** A hook's or a list's rules; actions without a condition make a rule together. */
  private void rules(String indent, String name, List<PolicyItem> items) {
    text.append('\n').append(indent).append(name).append(":");
    if (items.isEmpty()) {
      text.append(" []\n");
      return;
    }
    text.append('\n');
    boolean inActions = false;
    for (PolicyItem item : items) {
      if (item instanceof Rule rule) {
        rule(indent + "  ", rule);
      } else {
        if (!inActions) {
          text.append(indent).append("  - do:\n");
        }
        action(indent + "      ", (Action) item);
      }
      inActions = item instanceof Action;
    }
  }

  private void rule(String indent, Rule rule) {
    text.append(indent).append("- ");
    if (rule.line() > 0) {
      text.append("name: ").append(YamlText.quoted(name(rule.line()))).append('\n');
      text.append(indent).append("  ");
    }
    text.append("if: ").append(YamlText.of(rule.match())).append('\n');
    text.append(indent).append("  do:\n");
    for (PolicyItem item : rule.body()) {
      if (item instanceof Rule inner) {
        rule(indent + "    ", inner);
      } else {
        action(indent + "    ", (Action) item);
      }
    }
  }

  private String name(int line) {
    String source = script.line(line).replaceFirst("\\s*\\{$", "");
    return "line "
        + line
        + ": "
        + (source.length() > LONGEST_NAME ? source.substring(0, LONGEST_NAME) + "..." : source);
  }

  private void action(String indent, Action action) {
    text.append(indent).append("- ");
    text.append(action.word());
    if (!action.argument().equals("")) {
      text.append(": ").append(YamlText.of(action.argument()));
    }
    if (action.line() > 0) {
      text.append("  # line ").append(action.line());
    }
    text.append('\n');
  }
}
