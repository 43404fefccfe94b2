package org.sipacc.delivery;

import java.util.Map;
import java.util.Optional;

/**
 * The record of a dead letter, as names and values.
 *
 * @param kind {@code cdr}, {@code missed}, {@code base}, {@code manual}, or {@code call} for a
 *     call's summary
 * @param original as it was refused
 * @param mended as it is now; empty if nobody changed it
 */
public record DeadLetterRecord(
    String kind, Map<String, String> original, Optional<Map<String, String>> mended) {}
