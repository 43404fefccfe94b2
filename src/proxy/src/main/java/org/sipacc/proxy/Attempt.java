package org.sipacc.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.Reply;

/**
 * A set of targets that are tried together, and how they answered.
 *
 * <p>It failed when each target did. The reply it ended with is the best one: a 6xx, or else the
 * lowest code, as the container chooses (JSR 289; D-34).
 */
final class Attempt {
  private final Set<String> pending;
  private Optional<Reply> best = Optional.empty();
  private boolean concluded;

  Attempt(List<String> targets) {
    this.pending = new HashSet<>(targets);
  }

  /**
   * Takes a target's final reply; false if that target has answered before or is not of this set.
   */
  boolean reply(String target, Reply reply) {
    if (!pending.remove(target)) {
      return false;
    }
    if (best.isEmpty() || rank(reply) < rank(best.get())) {
      best = Optional.of(reply);
    }
    return true;
  }

  boolean isPending(String target) {
    return pending.contains(target);
  }

  /** Whether every target has answered. */
  boolean isComplete() {
    return pending.isEmpty();
  }

  /** True the first time it is asked: an attempt fails once. */
  boolean conclude() {
    boolean first = !concluded;
    concluded = true;
    return first;
  }

  /** The best reply so far. */
  Optional<Reply> best() {
    return best;
  }

  private static int rank(Reply reply) {
    return reply.status() >= 600 ? reply.status() - 600 : reply.status();
  }
}
