package org.sipacc.importer;

import java.util.List;
import java.util.Map;

/** What stands in a list of actions. */
sealed interface PolicyItem {

  /** The script's line that it comes from; 0 for what the importer adds. */
  int line();

  /**
   * An action.
   *
   * @param argument what stands after the word; empty for a bare word
   */
  record Action(int line, String word, Object argument) implements PolicyItem {
    static Action of(int line, String word) {
      return new Action(line, word, "");
    }

    /** As the policy's format has it: a word, or a mapping of it to its argument. */
    Object yaml() {
      return argument.equals("") ? word : Map.of(word, argument);
    }
  }

  /** Actions under a condition. */
  record Rule(int line, Map<String, Object> match, List<PolicyItem> body) implements PolicyItem {
    public Rule {
      body = List.copyOf(body);
    }
  }
}
