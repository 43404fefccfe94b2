package org.sipacc.accounting.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be done with each request: rules by hook. Immutable; one policy serves all threads.
 *
 * <p>Within a hook the rules are looked at in order, and every rule whose match holds takes its
 * actions, until {@code stop} or {@code reply} ends the hook.
 */
public final class Policy {
  private final String version;
  private final String source;
  private final Map<Hook, List<Rule>> hooks;
  private final Map<String, List<Rule>> lists;

  Policy(
      String version, String source, Map<Hook, List<Rule>> hooks, Map<String, List<Rule>> lists) {
    this.version = version;
    this.source = source;
    this.hooks = new EnumMap<>(Hook.class);
    this.hooks.putAll(hooks);
    this.lists = Map.copyOf(lists);
  }

  /** Twelve hexadecimal digits that change with the policy's text; records carry them. */
  public String version() {
    return version;
  }

  /** The file it was read from. */
  public String source() {
    return source;
  }

  /**
   * The tables that its {@code do_accounting} and {@code acc_db_request} name, beside {@code
   * db_table_acc}.
   */
  public Set<String> tables() {
    Set<String> tables = new TreeSet<>();
    hooks.values().forEach(rules -> collectTables(rules, tables));
    lists.values().forEach(rules -> collectTables(rules, tables));
    return tables;
  }

  /** Runs a hook's rules; what they do, they do to the host. */
  public void run(Hook hook, PolicyHost host) {
    new PolicyRun(lists, host).take(hooks.getOrDefault(hook, List.of()));
  }

  private static void collectTables(List<? extends Step> steps, Set<String> tables) {
    for (Step step : steps) {
      if (step instanceof Rule rule) {
        collectTables(rule.steps(), tables);
      } else if (step instanceof Action action) {
        action.table().ifPresent(tables::add);
      }
    }
  }
}
