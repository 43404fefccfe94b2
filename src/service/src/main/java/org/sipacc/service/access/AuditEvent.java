package org.sipacc.service.access;

import java.time.Instant;
import org.sipacc.accounting.TimeOrderedId;

/**
 * Something that was done by the REST API.
 *
 * @param id sorts by time
 * @param address where the request came from
 * @param action {@code login}, {@code logout}, {@code change}, {@code export}, ...
 * @param subject what it was done to
 * @param outcome what came of it, as the HTTP status of a change
 */
public record AuditEvent(
    TimeOrderedId id,
    Instant at,
    String who,
    Identity.Means means,
    String address,
    String action,
    String subject,
    String outcome) {}
