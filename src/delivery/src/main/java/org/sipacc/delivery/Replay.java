package org.sipacc.delivery;

import java.util.List;

/**
 * What came of a replay.
 *
 * @param replayed how many were delivered
 * @param refused how many were refused once more
 * @param left how many that match still wait, those refused included
 * @param reasons why they were refused, each once, at most ten
 */
public record Replay(long replayed, long refused, long left, List<String> reasons) {}
