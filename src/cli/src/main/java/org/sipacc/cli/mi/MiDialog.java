package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sipacc.cli.management.Reply;

/** A call as OpenSIPS prints a dialog; of its fields those that this server knows. */
final class MiDialog {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private MiDialog() {}

  static JsonObject of(JsonObject call, boolean withContext) {
    JsonObjectBuilder dialog =
        Json.createObjectBuilder()
            .add("ID", Reply.text(call, "id"))
            .add("state", call.getInt("state_number", 0));
    time(dialog, "timestart", "datestart", Reply.text(call, "answered"));
    time(dialog, "timeout", "dateout", Reply.text(call, "expires"));
    dialog
        .add("callid", Reply.text(call, "callid"))
        .add("from_uri", Reply.text(call, "from_uri"))
        .add("to_uri", Reply.text(call, "to_uri"))
        .add("caller_tag", Reply.text(call, "from_tag"))
        .add("CALLEES", callees(call));
    if (withContext) {
      dialog.add(
          "context",
          Json.createObjectBuilder()
              .add("values", pairs(call, "values"))
              .add("profiles", pairs(call, "profiles")));
    }
    return dialog.build();
  }

  static JsonArrayBuilder array(List<JsonObject> calls, boolean withContext) {
    JsonArrayBuilder dialogs = Json.createArrayBuilder();
    calls.forEach(call -> dialogs.add(of(call, withContext)));
    return dialogs;
  }

  /** Seconds since 1970, and the same as a date; 0 and none before the answer. */
  private static void time(JsonObjectBuilder dialog, String seconds, String date, String instant) {
    if (instant.isEmpty()) {
      dialog.add(seconds, 0);
    } else {
      Instant at = Instant.parse(instant);
      dialog.add(seconds, at.getEpochSecond()).add(date, DATE.format(at));
    }
  }

  private static JsonArrayBuilder callees(JsonObject call) {
    JsonArrayBuilder callees = Json.createArrayBuilder();
    String tag = Reply.text(call, "to_tag");
    if (!tag.isEmpty()) {
      callees.add(Json.createObjectBuilder().add("callee_tag", tag));
    }
    return callees;
  }

  private static JsonArrayBuilder pairs(JsonObject call, String name) {
    JsonArrayBuilder pairs = Json.createArrayBuilder();
    if (call.get(name) instanceof JsonObject object) {
      object.forEach((key, value) -> pairs.add(Json.createObjectBuilder().add(key, value)));
    }
    return pairs;
  }
}
