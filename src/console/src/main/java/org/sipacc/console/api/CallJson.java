package org.sipacc.console.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.service.LiveCall;
import org.sipacc.service.search.Masking;

/** A live call as JSON; the names are those of the tables' columns where there is one. */
final class CallJson {
  private CallJson() {}

  static JsonObject of(LiveCall call) {
    return Json.createObjectBuilder()
        .add("id", call.id())
        .add("uid", call.uid())
        .add("callid", call.callId())
        .add("from_tag", call.fromTag())
        .add("to_tag", call.toTag())
        .add("from_uri", call.fromUri())
        .add("to_uri", call.toUri())
        .add("request_uri", call.requestUri())
        .add("source", call.source())
        .add("user_agent", call.userAgent())
        .add("targets", Answers.array(call.targets()))
        .add("state", call.state().name().toLowerCase(Locale.ROOT))
        .add("state_number", call.state().number())
        .add("policy", call.policyVersion())
        .add("accounted", Answers.array(call.accounted()))
        .add("invited", call.invited().toString())
        .add("answered", Answers.instant(call.answered()))
        .add("expires", Answers.instant(call.expires()))
        .add("lifetime_seconds", call.lifetime().toSeconds())
        .add("flags", Answers.array(call.flags()))
        .add("profiles", object(call.profiles()))
        .add("values", object(call.values()))
        .build();
  }

  /** Calls as somebody behind a mask sees them. */
  static JsonArrayBuilder array(List<LiveCall> calls, NumberMask mask) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    calls.forEach(call -> array.add(of(Masking.masked(call, mask))));
    return array;
  }

  private static JsonObjectBuilder object(Map<String, String> texts) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    texts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> object.add(entry.getKey(), entry.getValue()));
    return object;
  }
}
