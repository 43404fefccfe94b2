package org.sipacc.console.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;
import org.sipacc.delivery.BackendStatus;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.service.completeness.Reconciliation;
import org.sipacc.service.completeness.Reconciliation.TableHour;
import org.sipacc.service.completeness.Tally;

/** A reconciliation as JSON; of the hours, only those that lack something are listed. */
final class ReconciliationJson {
  private ReconciliationJson() {}

  static JsonObject of(Reconciliation result) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("complete", result.isComplete())
            .add("since", result.since().toString())
            .add("until", result.until().toString())
            .add("calls", calls(result.calls()))
            .add("journal", journal(result.journal()))
            .add("journalled", journalled(result.journalled()));
    result.database().ifPresent(entries -> object.add("database", database(entries)));
    return object
        .add("destinations", destinations(result.backends()))
        .add("tables", tables(result.hours()))
        .add("gaps", Answers.array(result.gaps()))
        .build();
  }

  private static JsonObjectBuilder calls(Reconciliation.Calls calls) {
    return Json.createObjectBuilder()
        .add("seen", calls.seen())
        .add("open", calls.open())
        .add("summarised", calls.summarised());
  }

  private static JsonObjectBuilder journal(Reconciliation.JournalFacts journal) {
    return Json.createObjectBuilder()
        .add("id", journal.id().toString())
        .add("node", journal.node())
        .add("oldest", journal.oldest())
        .add("opened_at", journal.openedAt())
        .add("end", journal.end())
        .add("bytes", journal.bytes());
  }

  private static JsonArrayBuilder journalled(Map<Tally.RecordClass, Long> counts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    counts.forEach(
        (of, count) ->
            array.add(
                Json.createObjectBuilder()
                    .add("backend", of.backend().token())
                    .add("kind", of.kind().name().toLowerCase(Locale.ROOT))
                    .add("records", count)));
    return array;
  }

  private static JsonObjectBuilder database(Reconciliation.DatabaseEntries entries) {
    return Json.createObjectBuilder()
        .add("taken", entries.taken())
        .add("stored", entries.stored())
        .add("waiting", entries.waiting())
        .add("in_memory", entries.inMemory())
        .add("refused", entries.refused())
        .add("discarded", entries.discarded())
        .add("lost", entries.lost());
  }

  private static JsonArrayBuilder destinations(List<BackendStatus> backends) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    backends.forEach(backend -> array.add(destination(backend)));
    return array;
  }

  private static JsonObjectBuilder destination(BackendStatus backend) {
    DelivererStatus status = backend.delivery();
    return Json.createObjectBuilder()
        .add("destination", status.destination())
        .add("state", status.state().name().toLowerCase(Locale.ROOT))
        .add("acknowledged", backend.cursor())
        .add("lag", status.lag())
        .add("delivered", status.delivered())
        .add("dead_letters", backend.deadLetters());
  }

  /** Each table with its sums, and with the hours in which they do not agree. */
  private static JsonArrayBuilder tables(List<TableHour> hours) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    hours.stream()
        .map(TableHour::table)
        .distinct()
        .sorted()
        .forEach(
            table ->
                array.add(
                    table(table, hours.stream().filter(h -> h.table().equals(table)).toList())));
    return array;
  }

  private static JsonObjectBuilder table(String name, List<TableHour> hours) {
    JsonArrayBuilder incomplete = Json.createArrayBuilder();
    hours.stream().filter(hour -> !hour.complete()).forEach(hour -> incomplete.add(hour(hour)));
    return Json.createObjectBuilder()
        .add("table", name)
        .add("stored", hours.stream().mapToLong(TableHour::stored).sum())
        .add("there", hours.stream().mapToLong(TableHour::there).sum())
        .add("incomplete", incomplete);
  }

  private static JsonObjectBuilder hour(TableHour hour) {
    return Json.createObjectBuilder()
        .add("hour", hour.hour().toString())
        .add("node", hour.node())
        .add("epoch", hour.epoch())
        .add("stored", hour.stored())
        .add("there", hour.there())
        .add("missing", Answers.array(hour.missing()))
        .add("exact", hour.exact());
  }
}
