package org.sipacc.importer;

import org.sipacc.importer.script.Route;

/**
 * The notes in which a policy keeps what a script has in places of its own. Their names begin with
 * {@code script.}, so that none is a name of the script's own.
 */
final class ScriptNames {
  private ScriptNames() {}

  /** A flag: 1 if it is set. */
  static String flag(String name) {
    return "$avp(script.flag." + name + ")";
  }

  /** The route that is armed for a moment of the transaction. */
  static String armed(Route.Kind kind) {
    return "$avp(script." + kind.word() + ")";
  }

  /** The same within one run of the hook. */
  static String running(Route.Kind kind) {
    return "$var(script." + kind.word() + ")";
  }

  /** 1 once the route was left by {@code return}. */
  static String returned(String route) {
    return "$var(script.returned." + route + ")";
  }

  /** 1 if the condition of a line held. */
  static String held(int line, int count) {
    return "$var(script.line." + line + (count == 0 ? "" : "." + count) + ")";
  }
}
