package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Parameters;

/**
 * {@code dialog:list} and {@code dialog:list_ctx}: all dialogs; those of a Call-ID, and of a From
 * tag; or a number of them from an index on.
 */
abstract class DialogListing extends MiOperation {

  private static final String NUMBER = "\\d{1,9}";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CALLID|INDEX",
      description = "A Call-ID; or, with COUNTER, the first dialog, from 0.")
  private Optional<String> first = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FROM_TAG|COUNTER",
      description = "The caller's tag; or how many dialogs.")
  private Optional<String> second = Optional.empty();

  abstract boolean withContext();

  @Override
  final JsonValue answer(ManagementClient client) {
    Optional<String> index = argument("index", first).filter(text -> text.matches(NUMBER));
    Optional<String> counter = argument("counter", second).filter(text -> text.matches(NUMBER));
    if (index.isPresent() && counter.isPresent()) {
      return page(all(client), Integer.parseInt(index.get()), Integer.parseInt(counter.get()));
    }
    return first.isEmpty() ? dialogs(all(client)).build() : one(client);
  }

  private JsonValue one(ManagementClient client) {
    String callId = argument("callid", first.get());
    Optional<String> fromTag = argument("from_tag", second);
    return Reply.objects(client.get(ApiPath.of("live-calls").with("id", callId)), "calls").stream()
        .filter(call -> Reply.text(call, "callid").equals(callId))
        .filter(call -> fromTag.isEmpty() || Reply.text(call, "from_tag").equals(fromTag.get()))
        .findFirst()
        .map(
            call ->
                Json.createObjectBuilder().add("Dialog", MiDialog.of(call, withContext())).build())
        .orElseThrow(() -> new CommandFailedException("404 No such dialog: " + callId));
  }

  private JsonValue page(List<JsonObject> all, int index, int counter) {
    int from = Math.min(index, all.size());
    int to = (int) Math.min((long) from + counter, all.size());
    return Json.createObjectBuilder()
        .add("count", all.size())
        .addAll(dialogs(all.subList(from, to)))
        .build();
  }

  private JsonObjectBuilder dialogs(List<JsonObject> calls) {
    return Json.createObjectBuilder().add("Dialogs", MiDialog.array(calls, withContext()));
  }

  private static List<JsonObject> all(ManagementClient client) {
    return Reply.objects(client.get(ApiPath.of("live-calls")), "calls");
  }
}
