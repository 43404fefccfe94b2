package org.sipacc.accounting.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;

/** Checks that lists exist and never enter themselves, and that each action suits its hook. */
final class HookCheck {
  private final Map<String, List<Rule>> lists;

  HookCheck(Map<String, List<Rule>> lists) {
    this.lists = lists;
  }

  void check(Map<Hook, List<Rule>> hooks) {
    // Lists first: the walk through the hooks ends only if they have no cycle.
    Set<String> done = new HashSet<>();
    lists.keySet().forEach(name -> checkEntries(name, new ArrayList<>(), done));
    hooks.forEach((hook, rules) -> checkActions(hook, rules, "", new HashSet<>()));
  }

  private void checkEntries(String list, List<String> path, Set<String> done) {
    if (done.contains(list)) {
      return;
    }
    path.add(list);
    for (PlainActions.EnterList entry : entries(lists.get(list))) {
      if (path.contains(entry.list())) {
        throw new ConfigurationException(
            entry.place(),
            "lists enter each other in a circle: "
                + String.join(" -> ", path)
                + " -> "
                + entry.list()
                + "; remove one of these run");
      }
      checkExists(entry);
      checkEntries(entry.list(), path, done);
    }
    path.remove(path.size() - 1);
    done.add(list);
  }

  private void checkActions(Hook hook, List<? extends Step> steps, String by, Set<String> entered) {
    for (Step step : steps) {
      if (step instanceof Rule rule) {
        checkActions(hook, rule.steps(), by, entered);
      } else if (step instanceof Action action) {
        checkAction(hook, action, by);
      }
      if (step instanceof PlainActions.EnterList entry) {
        checkExists(entry);
        if (entered.add(entry.list())) {
          String how = " (which enters list " + entry.list() + " at " + entry.place() + ")";
          checkActions(hook, lists.get(entry.list()), how, entered);
        }
      }
    }
  }

  private static void checkAction(Hook hook, Action action, String by) {
    List<Hook> allowed = action.word().hooks();
    if (!allowed.contains(hook)) {
      throw new ConfigurationException(
          action.place(),
          action.word().key()
              + " cannot stand in hook "
              + hook.key()
              + by
              + "; it can in "
              + String.join(", ", allowed.stream().map(Hook::key).toList()));
    }
  }

  private void checkExists(PlainActions.EnterList entry) {
    if (!lists.containsKey(entry.list())) {
      throw new ConfigurationException(
          entry.place(),
          "there is no list "
              + entry.list()
              + (lists.isEmpty()
                  ? "; write it under lists:"
                  : NearMiss.hint(entry.list(), new TreeSet<>(lists.keySet()))));
    }
  }

  private static List<PlainActions.EnterList> entries(List<? extends Step> steps) {
    List<PlainActions.EnterList> entries = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof PlainActions.EnterList entry) {
        entries.add(entry);
      } else if (step instanceof Rule rule) {
        entries.addAll(entries(rule.steps()));
      }
    }
    return entries;
  }
}
