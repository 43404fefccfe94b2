package org.sipacc.cli.policy;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sipacc.cli.output.Escapes;

/** The result of a dry run as a person reads it. */
final class TrialText {
  private final StringBuilder text = new StringBuilder();

  TrialText(JsonObject result) {
    line("policy " + result.getString("policy"));
    trace(result.getJsonArray("trace"), "");
    line("the request is " + destination(result.getJsonObject("destination")));
    for (JsonObject scenario : result.getJsonArray("scenarios").getValuesAs(JsonObject.class)) {
      line("");
      line(ending(scenario));
      trace(scenario.getJsonArray("trace"), "  ");
      JsonArray records = scenario.getJsonArray("records");
      if (records.isEmpty()) {
        line("  no record");
      }
      records.getValuesAs(JsonObject.class).forEach(record -> line("  " + record(record)));
    }
  }

  private static String destination(JsonObject destination) {
    return switch (destination.getString("outcome")) {
      case "relayed" -> {
        List<String> targets = texts(destination.getJsonArray("targets"));
        yield "relayed to "
            + (targets.isEmpty() ? "its Request-URI" : String.join(", ", targets))
            + (targets.size() > 1 ? " (" + destination.getString("mode") + ")" : "");
      }
      case "answered" ->
          "answered "
              + destination.getInt("code")
              + " "
              + destination.getString("reason")
              + (destination.getBoolean("stateless") ? " statelessly" : "")
              + (destination.getBoolean("by_rule") ? "" : ", for no rule relays or answers it");
      default -> "dropped";
    };
  }

  private static String ending(JsonObject scenario) {
    String attempts =
        scenario.getJsonArray("attempts").getValuesAs(JsonArray.class).stream()
            .map(targets -> String.join(" and ", texts(targets)))
            .collect(Collectors.joining(", then "));
    return switch (scenario.getString("ending")) {
      case "answered" -> "if it is answered 200, and ended by the caller after 60 s";
      case "refused" -> "if every target answers 486 (" + attempts + ")";
      default -> "then";
    };
  }

  private void trace(JsonArray trace, String indent) {
    for (JsonObject entry : trace.getValuesAs(JsonObject.class)) {
      String place = entry.getString("place", "");
      String said = entry.getString("text");
      line(
          indent
              + switch (entry.getString("what")) {
                case "rule" ->
                    entry.getString("hook")
                        + " rule "
                        + place
                        + (said.isEmpty() ? "" : ": " + said);
                case "failed" -> "  failed at " + place + ": " + said;
                case "log" -> "  log " + entry.getString("level") + ": " + said;
                default -> "  " + said;
              });
    }
  }

  private static String record(JsonObject record) {
    List<String> facts = new ArrayList<>();
    facts.add(record.getString("kind") + " record for " + record.getString("backend"));
    if (!record.getString("table").isEmpty()) {
      facts.add("table " + record.getString("table"));
    }
    facts.add(
        (record.getString("method")
                + " "
                + record.getString("sip_code")
                + " "
                + record.getString("sip_reason"))
            .strip());
    if (record.getInt("duration", 0) > 0) {
      facts.add(record.getInt("duration") + " s");
    }
    fields(record.getJsonObject("extras"), facts);
    record.getJsonArray("legs").getValuesAs(JsonObject.class).forEach(leg -> fields(leg, facts));
    return String.join(", ", facts);
  }

  private static void fields(JsonObject fields, List<String> facts) {
    fields.forEach((name, value) -> facts.add(name + "=" + ((JsonString) value).getString()));
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map((JsonValue value) -> ((JsonString) value).getString()).toList();
  }

  private void line(String line) {
    text.append(Escapes.text(line)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
