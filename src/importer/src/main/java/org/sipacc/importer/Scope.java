package org.sipacc.importer;

import java.util.Optional;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.importer.Condition.Test;

/**
 * Where in the script a statement stands.
 *
 * @param hook the moment at which it is run
 * @param route the route with a name of which {@code return} goes back; empty where the hook begins
 * @param inDialog whether requests that come here have a To-tag, where that is known
 * @param followed whether another statement is run after the block
 * @param sent whether something before may have sent the request on or answered it
 */
record Scope(
    Hook hook, Optional<String> route, Optional<Boolean> inDialog, boolean followed, boolean sent) {

  static Scope of(Hook hook, Optional<String> route) {
    return new Scope(hook, route, Optional.empty(), false, false);
  }

  /** Where the condition holds. */
  Scope where(Condition condition) {
    return condition instanceof Test test && test.match().get("has_totag") instanceof Boolean known
        ? new Scope(hook, route, Optional.of(known), followed, sent)
        : this;
  }

  Scope followed(boolean bySomething) {
    return new Scope(hook, route, inDialog, bySomething, sent);
  }

  Scope sent(boolean maybe) {
    return new Scope(hook, route, inDialog, followed, sent || maybe);
  }
}
