package org.sipacc.accounting;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a call's accounting must survive the process, so that its records come out right in a
 * later life: what was asked for, the values by their tags, and everything that happened. Field
 * names are not in it; they are those of the configuration that completes the record.
 *
 * @param request the INVITE
 * @param uid the id of the call's summary
 * @param marks each marked backend with its flags
 * @param created when {@code cdr} was asked for; empty if it was not
 * @param table of base records and CDRs, "" if the database is not marked
 * @param defined values of {@code db_extra} and its like by their fields' tags
 * @param events in their order, the answer among them
 */
public record AccountingSnapshot(
    RequestFacts request,
    TimeOrderedId uid,
    String policyVersion,
    Map<Backend, Set<Flag>> marks,
    Optional<Instant> created,
    String table,
    Map<String, String> extras,
    List<Map<String, String>> legs,
    Map<String, String> defined,
    List<CallEvent> events) {
  public AccountingSnapshot {
    Map<Backend, Set<Flag>> copy = new EnumMap<>(Backend.class);
    marks.forEach((backend, flags) -> copy.put(backend, Set.copyOf(flags)));
    marks = Map.copyOf(copy);
    extras = Map.copyOf(extras);
    legs = legs.stream().map(Map::copyOf).toList();
    defined = Map.copyOf(defined);
    events = List.copyOf(events);
  }
}
