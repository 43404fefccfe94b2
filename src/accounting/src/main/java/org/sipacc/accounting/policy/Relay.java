package org.sipacc.accounting.policy;

import java.util.List;

/**
 * Where a request is to go.
 *
 * @param targets SIP URIs, variables already replaced; empty for the Request-URI itself
 * @param mode how several targets are tried
 */
public record Relay(List<String> targets, Mode mode) {
  public Relay {
    targets = List.copyOf(targets);
  }

  /** How several targets are tried. */
  public enum Mode {
    /** All at once: one attempt. */
    PARALLEL,
    /** One after the other, each an attempt of its own, until one answers. */
    SERIAL
  }
}
