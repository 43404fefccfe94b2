package org.sipacc.accounting;

import java.time.Instant;

/**
 * What every record tells.
 *
 * @param method the request's method
 * @param fromTag "" if there is none, as in every field here
 * @param code the status code as text, "" if a manual record has none
 * @param time the instant of the accounted reply; of a CDR or an interim record, the instant of the
 *     answer
 */
public record CoreFields(
    String method,
    String fromTag,
    String toTag,
    String callId,
    String code,
    String reason,
    Instant time) {}
