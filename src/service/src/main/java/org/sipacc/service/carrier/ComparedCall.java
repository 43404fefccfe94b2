package org.sipacc.service.carrier;

import java.time.Instant;

/**
 * A call as one of the two sides has it.
 *
 * @param start when it was answered
 * @param caller "" if the side does not say
 * @param seconds from answer to end
 * @param name what finds it again: a Call-ID, or a line of a file
 */
public record ComparedCall(
    Instant start, String caller, String callee, double seconds, String name) {}
