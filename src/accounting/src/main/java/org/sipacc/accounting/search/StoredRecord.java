package org.sipacc.accounting.search;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of an accounting table.
 *
 * @param recordId the row's own id
 * @param callUid the id of the call's summary
 * @param durationSeconds empty in tables of missed calls
 * @param durationMillis empty in tables of missed calls
 * @param created when accounting was asked for; empty without {@code cdr}
 * @param extras the extra columns that the configuration names, those with NULL left out
 */
public record StoredRecord(
    String recordId,
    Optional<String> callUid,
    String method,
    String fromTag,
    String toTag,
    String callId,
    String sipCode,
    String sipReason,
    Instant time,
    OptionalLong durationSeconds,
    OptionalLong durationMillis,
    long setupSeconds,
    Optional<Instant> created,
    Map<String, String> extras) {
  public StoredRecord {
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }
}
