package org.sipacc.importer;

import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.importer.Condition.Test;
import org.sipacc.importer.script.Statement;

/**
 * Where in the script a statement stands.
 *
 * @param hook the moment at which it is run
 * @param route the route with a name of which {@code return} goes back; empty where the hook begins
 * @param inDialog whether requests that come here have a To-tag, where that is known
 * @param next the statement that is run after this one, perhaps outside of its block
 * @param sent whether something before may have sent the request on or answered it
 */
record Scope(
    Hook hook,
    Optional<String> route,
    Optional<Boolean> inDialog,
    Optional<Statement> next,
    boolean sent) {

  static Scope of(Hook hook, Optional<String> route) {
    return new Scope(hook, route, Optional.empty(), Optional.empty(), false);
  }

  /** Where the condition holds. */
  Scope where(Condition condition) {
    return condition instanceof Test test && test.match().get("has_totag") instanceof Boolean known
        ? new Scope(hook, route, Optional.of(known), next, sent)
        : this;
  }

  /** Where the rest of the block follows, and after it what follows the block. */
  Scope before(List<Statement> rest, Scope outer) {
    Optional<Statement> following = rest.isEmpty() ? outer.next : Optional.of(rest.get(0));
    return new Scope(hook, route, inDialog, following, sent);
  }

  Scope sent(boolean maybe) {
    return new Scope(hook, route, inDialog, next, sent || maybe);
  }
}
