package org.sipacc.service.events;

import java.time.Instant;
import java.util.Optional;

/**
 * How a subscription stands.
 *
 * @param socket without password
 * @param configured whether it stands in the configuration, and not only in this server's memory
 * @param expires when it ends; empty if it never does
 * @param state {@code running}, or {@code outage} while the subscriber cannot be reached
 * @param delivered records that it has got since the start
 * @param waiting entries of the journal that it has not come to yet
 * @param errors tries that failed, and events that were lost, since the start
 */
public record SubscriptionStatus(
    String id,
    String event,
    String socket,
    boolean configured,
    Optional<Instant> expires,
    String state,
    long delivered,
    long waiting,
    long errors,
    Optional<String> lastError) {}
