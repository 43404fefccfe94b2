package org.sipacc.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.Reply;

/**
 * A set of targets that are tried together, and how they answered.
 *
 * <p>It failed when each target did. The reply it ended with is the best one: a 6xx, or else the
 * lowest code, as the container chooses (JSR 289; D-34).
 *
 * @param <B> the branch a target is tried by
 */
final class Attempt<B> {
  private final Map<B, String> pending;
  private Optional<Reply> best = Optional.empty();
  private boolean concluded;

  /**
   * @param targets each branch's target
   */
  Attempt(Map<B, String> targets) {
    this.pending = new HashMap<>(targets);
  }

  /**
   * Takes a branch's final reply.
   *
   * @return its target; empty if the branch has answered before or is not of this attempt
   */
  Optional<String> reply(B branch, Reply reply) {
    Optional<String> target = Optional.ofNullable(pending.remove(branch));
    if (target.isPresent() && (best.isEmpty() || rank(reply) < rank(best.get()))) {
      best = Optional.of(reply);
    }
    return target;
  }

  boolean isPending(B branch) {
    return pending.containsKey(branch);
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
