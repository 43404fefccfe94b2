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
    for (Action.EnterList entry : entries(lists.get(list))) {
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

  private void checkActions(Hook hook, List<Rule> rules, String by, Set<String> entered) {
    for (Rule rule : rules) {
      for (Action action : rule.actions()) {
        if (!action.hooks().contains(hook)) {
          throw new ConfigurationException(
              action.place(),
              action.word()
                  + " cannot stand in hook "
                  + hook.key()
                  + by
                  + "; it can in "
                  + String.join(", ", action.hooks().stream().map(Hook::key).toList()));
        }
        if (action instanceof Action.Nested nested) {
          checkActions(hook, List.of(nested.rule()), by, entered);
        } else if (action instanceof Action.EnterList entry) {
          checkExists(entry);
          if (entered.add(entry.list())) {
            String how = " (which enters list " + entry.list() + " at " + entry.place() + ")";
            checkActions(hook, lists.get(entry.list()), how, entered);
          }
        }
      }
    }
  }

  private void checkExists(Action.EnterList entry) {
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

  private static List<Action.EnterList> entries(List<Rule> rules) {
    List<Action.EnterList> entries = new ArrayList<>();
    for (Rule rule : rules) {
      for (Action action : rule.actions()) {
        if (action instanceof Action.EnterList entry) {
          entries.add(entry);
        } else if (action instanceof Action.Nested nested) {
          entries.addAll(entries(List.of(nested.rule())));
        }
      }
    }
    return entries;
  }
}
