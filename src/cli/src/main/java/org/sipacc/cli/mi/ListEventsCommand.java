package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.sipacc.cli.management.ManagementClient;
import picocli.CommandLine.Command;

/** {@code events_list}. */
@Command(
    name = "events_list",
    aliases = "evi:list",
    description = "Lists the events there are.",
    mixinStandardHelpOptions = true)
final class ListEventsCommand extends MiOperation {

  /** The events of the acc module, in the order of their ids. */
  static final List<String> EVENTS =
      List.of("E_ACC_CDR", "E_ACC_EVENT", "E_ACC_MISSED_EVENT", "E_ACC_INTERIM");

  @Override
  JsonValue answer(ManagementClient client) {
    JsonArrayBuilder events = Json.createArrayBuilder();
    for (int id = 0; id < EVENTS.size(); id++) {
      events.add(Json.createObjectBuilder().add("name", EVENTS.get(id)).add("id", id));
    }
    return Json.createObjectBuilder().add("Events", events).build();
  }
}
