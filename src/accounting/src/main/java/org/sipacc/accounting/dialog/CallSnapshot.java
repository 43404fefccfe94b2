package org.sipacc.accounting.dialog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipacc.accounting.AccountingSnapshot;

/**
 * What of a call must survive the process.
 *
 * @param id names it in commands, in every life
 * @param lifetime how long it may last from its answer on
 * @param expires when that is over; empty before the answer
 * @param paths how its parties are reached, as far as that is known
 */
public record CallSnapshot(
    String id,
    AccountingSnapshot accounting,
    Duration lifetime,
    Optional<Instant> expires,
    Set<DialogFlag> flags,
    List<String> targets,
    Map<String, String> values,
    Map<String, String> profiles,
    Optional<DialogPaths> paths) {
  public CallSnapshot {
    flags = Set.copyOf(flags);
    targets = List.copyOf(targets);
    values = Map.copyOf(values);
    profiles = Map.copyOf(profiles);
  }
}
