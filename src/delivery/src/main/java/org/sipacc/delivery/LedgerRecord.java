package org.sipacc.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.TimeOrderedId;

/**
 * A record or call summary with where it stands.
 *
 * @param kind {@code cdr}, {@code missed}, {@code base}, {@code manual}, or {@code call} for a
 *     call's summary
 * @param table "" if the record is for no table
 * @param appended when it was made
 * @param standings one for each destination that it is for
 */
public record LedgerRecord(
    TimeOrderedId id,
    String kind,
    String table,
    String callId,
    Optional<TimeOrderedId> callUid,
    Instant appended,
    List<Standing> standings) {}
