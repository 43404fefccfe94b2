package org.sipacc.accounting.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a request is to go.
 *
 * @param targets SIP URIs, variables already replaced; empty for the Request-URI itself
 * @param mode how several targets are tried
 * @param frTimeout how long a target may be silent; empty for tm's {@code fr_timeout}
 * @param frInvTimeout how long a target of an INVITE may take for its final reply once it has sent
 *     a provisional one; empty for tm's {@code fr_inv_timeout}
 * @param delay how long the request is held before it is sent; a CANCEL in this time ends it
 */
public record Relay(
    List<String> targets,
    Mode mode,
    Optional<Duration> frTimeout,
    Optional<Duration> frInvTimeout,
    Duration delay) {
  public Relay {
    targets = List.copyOf(targets);
  }

  /** To these targets, at once and within tm's timeouts. */
  public static Relay of(List<String> targets, Mode mode) {
    return new Relay(targets, mode, Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  /** How several targets are tried. */
  public enum Mode {
    /** All at once: one attempt. */
    PARALLEL,
    /** One after the other, each an attempt of its own, until one answers. */
    SERIAL
  }
}
