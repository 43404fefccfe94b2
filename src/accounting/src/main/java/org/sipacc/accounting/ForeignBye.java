package org.sipacc.accounting;

import java.time.Instant;

/**
 * A BYE of a call of another node, which was seen here because that node was dead: it ends the call
 * at that instant, and the call's own node is to know.
 *
 * @param callerTag the call's From-tag
 * @param calleeTag the call's To-tag
 * @param at when the BYE came
 * @param cause {@link EndCause#DOWNSTREAM_BYE} or {@link EndCause#UPSTREAM_BYE}
 * @param seenBy the number of the node it came to
 * @param owner the number of the call's node
 */
public record ForeignBye(
    String callId,
    String callerTag,
    String calleeTag,
    Instant at,
    EndCause cause,
    int seenBy,
    int owner) {}
