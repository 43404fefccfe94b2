package org.sipacc.journal;

import java.util.Arrays;
import java.util.Locale;

/**
 * When appended entries are forced to disk. This is about power loss; the kernel has them at once.
 */
public enum SyncPolicy {
  /** In groups, within the sync interval; nobody waits. Readers see what is on disk. */
  INTERVAL,
  /** Each append waits until its entries are on disk, together with those of other threads. */
  EVERY,
  /**
   * Never; readers see entries within the sync interval, and each start opens a new epoch because
   * entries that readers saw may have been lost.
   */
  NONE;

  /**
   * Reads the name as an operator writes it, upper and lower case alike.
   *
   * @throws IllegalArgumentException if there is no such policy
   */
  public static SyncPolicy of(String name) {
    return Arrays.stream(values())
        .filter(policy -> policy.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sync policy must be interval, every or none, not " + name));
  }

  /** The name as an operator writes it. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
