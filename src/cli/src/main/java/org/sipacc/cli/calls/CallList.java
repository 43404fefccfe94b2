package org.sipacc.cli.calls;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;

/** Prints calls as a table, or one JSON object a line. */
public final class CallList {

  private CallList() {}

  /** Asks for all calls and prints them. */
  static void print(ManagementClient client, boolean json, PrintWriter out) {
    print(Reply.objects(client.get(ApiPath.of("live-calls")), "calls"), json, out);
  }

  /** Prints calls as the management interface gives them. */
  public static void print(List<JsonObject> calls, boolean json, PrintWriter out) {
    if (json) {
      calls.forEach(call -> out.print(JsonText.line(call) + "\n"));
      return;
    }
    TextTable table = new TextTable(List.of("id", "state", "from", "to", "source", "up", "policy"));
    Instant now = Instant.now();
    calls.forEach(
        call ->
            table.add(
                List.of(
                    Cell.of(Reply.text(call, "id")),
                    Cell.of(Reply.text(call, "state")),
                    Cell.of(Reply.text(call, "from_uri")),
                    Cell.of(Reply.text(call, "to_uri")),
                    Cell.of(Reply.text(call, "source")),
                    Cell.number(age(Reply.text(call, "answered"), now)),
                    Cell.of(Reply.text(call, "policy")))));
    table.print(out);
  }

  /** How long a call has been up, in seconds; a hyphen if it is not. */
  private static String age(String answered, Instant now) {
    try {
      return answered.isEmpty()
          ? "-"
          : Duration.between(Instant.parse(answered), now).toSeconds() + " s";
    } catch (DateTimeParseException e) {
      return answered;
    }
  }
}
