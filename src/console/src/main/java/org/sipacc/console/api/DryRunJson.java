package org.sipacc.console.api;

import java.util.List;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.dryrun.DryRunResult;
import org.sipacc.accounting.dryrun.DryRunResult.Destination;
import org.sipacc.accounting.dryrun.DryRunResult.Scenario;
import org.sipacc.accounting.dryrun.TraceEntry;

/** What a policy would do, as JSON. */
final class DryRunJson {
  private DryRunJson() {}

  static JsonObjectBuilder of(DryRunResult result) {
    JsonArrayBuilder scenarios = Json.createArrayBuilder();
    result.scenarios().forEach(scenario -> scenarios.add(scenario(scenario)));
    return Json.createObjectBuilder()
        .add("policy", result.policyVersion())
        .add("destination", destination(result.destination()))
        .add("trace", trace(result.trace()))
        .add("scenarios", scenarios);
  }

  private static JsonObjectBuilder destination(Destination destination) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (destination instanceof Destination.Relayed relayed) {
      return json.add("outcome", "relayed")
          .add("targets", Answers.array(relayed.relay().targets()))
          .add("mode", Answers.lower(relayed.relay().mode()));
    }
    if (destination instanceof Destination.Answered answered) {
      return json.add("outcome", "answered")
          .add("code", answered.reply().code())
          .add("reason", answered.reply().reason())
          .add("stateless", answered.reply().stateless())
          .add("by_rule", answered.byRule());
    }
    return json.add("outcome", "dropped");
  }

  private static JsonObjectBuilder scenario(Scenario scenario) {
    JsonArrayBuilder attempts = Json.createArrayBuilder();
    scenario.attempts().forEach(targets -> attempts.add(Answers.array(targets)));
    JsonArrayBuilder records = Json.createArrayBuilder();
    scenario.records().forEach(record -> records.add(record(record)));
    return Json.createObjectBuilder()
        .add("ending", Answers.lower(scenario.ending()))
        .add("attempts", attempts)
        .add("trace", trace(scenario.trace()))
        .add("records", records);
  }

  private static JsonArrayBuilder trace(List<TraceEntry> entries) {
    JsonArrayBuilder trace = Json.createArrayBuilder();
    for (TraceEntry entry : entries) {
      JsonObjectBuilder json = Json.createObjectBuilder().add("hook", entry.hook().key());
      if (entry instanceof TraceEntry.RuleApplied rule) {
        json.add("what", "rule").add("place", rule.place().toString()).add("text", rule.name());
      } else if (entry instanceof TraceEntry.ActionFailed failed) {
        json.add("what", "failed")
            .add("place", failed.place().toString())
            .add("text", failed.problem());
      } else if (entry instanceof TraceEntry.Logged logged) {
        json.add("what", "log")
            .add("level", Answers.lower(logged.level()))
            .add("text", logged.text());
      } else if (entry instanceof TraceEntry.VariableProblem problem) {
        json.add("what", "problem").add("text", problem.text());
      }
      trace.add(json);
    }
    return trace;
  }

  private static JsonObjectBuilder record(AccountingRecord record) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("kind", Answers.lower(record.kind()))
            .add("backend", record.backend().token())
            .add("table", record.table())
            .add("method", record.core().method())
            .add("from_tag", record.core().fromTag())
            .add("to_tag", record.core().toTag())
            .add("callid", record.core().callId())
            .add("sip_code", record.core().code())
            .add("sip_reason", record.core().reason())
            .add("time", record.core().time().toString());
    record
        .timing()
        .ifPresent(
            timing ->
                json.add("duration", timing.durationSeconds())
                    .add("ms_duration", timing.durationMillis())
                    .add("setuptime", timing.setupSeconds())
                    .add("created", Answers.instant(timing.created())));
    JsonArrayBuilder legs = Json.createArrayBuilder();
    record.legs().forEach(leg -> legs.add(fields(leg)));
    return json.add("extras", fields(record.extras())).add("legs", legs);
  }

  private static JsonObjectBuilder fields(List<Field> fields) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    fields.forEach(field -> json.add(field.name(), field.value()));
    return json;
  }
}
