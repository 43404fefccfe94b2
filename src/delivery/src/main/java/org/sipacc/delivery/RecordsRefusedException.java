package org.sipacc.delivery;

import java.util.List;

/**
 * The destination refuses entries of a batch for good, and would take the others. Those that are
 * named are not taken; of the others none is, unless the {@link Sink#position} says so.
 *
 * <p>The deliverer makes dead letters of them, asks for the position and goes on without them.
 */
public class RecordsRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;

  /**
   * @param refusals at least one
   */
  public RecordsRefusedException(List<Refusal> refusals) {
    super(
        refusals.size() + " entries are refused, the first for this: " + refusals.get(0).reason());
    this.refusals = List.copyOf(refusals);
  }

  public List<Refusal> refusals() {
    return refusals;
  }
}
