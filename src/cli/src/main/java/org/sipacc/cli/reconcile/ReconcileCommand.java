package org.sipacc.cli.reconcile;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.Escapes;
import org.sipacc.cli.output.Facts;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sipacc reconcile}. */
@Command(
    name = "reconcile",
    description =
        "Compares calls, journal, stored rows and acknowledgements, and names what is missing."
            + " The exit status is 0 only if nothing is.",
    mixinStandardHelpOptions = true)
public final class ReconcileCommand implements Callable<Integer> {
  private static final int GAPS = 1;

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "From when on rows are compared, in UTC, as in 2026-03-01T12:00:00Z (default: 24 hours"
              + " before --until).")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Up to when rows are compared (default: now).")
  private Optional<String> until = Optional.empty();

  @Option(names = "--json", description = "The whole answer as a JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    JsonObject answer =
        server.client().get(ApiPath.of("reconciliation").with("since", since).with("until", until));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(JsonText.line(answer) + "\n");
    } else {
      print(answer, out);
    }
    return answer.getBoolean("complete", false) ? 0 : GAPS;
  }

  private static void print(JsonObject answer, PrintWriter out) {
    JsonObject calls = object(answer, "calls");
    JsonObject journal = object(answer, "journal");
    Facts facts =
        new Facts()
            .add(
                "calls since the start",
                "%s seen, %s open, %s ended"
                    .formatted(
                        number(calls, "seen"), number(calls, "open"), number(calls, "summarised")))
            .add(
                "journal",
                "%s to %s, %s bytes"
                    .formatted(
                        Reply.text(journal, "oldest"),
                        Reply.text(journal, "end"),
                        number(journal, "bytes")));
    if (answer.containsKey("database")) {
      JsonObject database = object(answer, "database");
      facts.add(
          "for the database",
          "%s taken since the start, %s stored, %s waiting, %s in memory, %s refused, %s discarded, %s lost"
              .formatted(
                  number(database, "taken"),
                  number(database, "stored"),
                  number(database, "waiting"),
                  number(database, "in_memory"),
                  number(database, "refused"),
                  number(database, "discarded"),
                  number(database, "lost")));
    }
    facts.print(out);
    out.print("\n");
    destinations(Reply.objects(answer, "destinations")).print(out);
    out.print(
        "\nrows of %s to %s\n".formatted(Reply.text(answer, "since"), Reply.text(answer, "until")));
    tables(Reply.objects(answer, "tables")).print(out);
    out.print("\n");
    if (answer.get("gaps") instanceof JsonArray gaps && !gaps.isEmpty()) {
      gaps.getValuesAs(JsonString.class)
          .forEach(gap -> out.print("GAP: " + Escapes.text(gap.getString()) + "\n"));
    } else {
      out.print("nothing is missing\n");
    }
  }

  private static TextTable destinations(List<JsonObject> destinations) {
    TextTable table =
        new TextTable(
            List.of("destination", "state", "acknowledged", "lag", "delivered", "dead letters"));
    destinations.forEach(
        one ->
            table.add(
                List.of(
                    Cell.of(Reply.text(one, "destination")),
                    Cell.of(Reply.text(one, "state")),
                    Cell.of(Reply.text(one, "acknowledged")),
                    Cell.number(number(one, "lag")),
                    Cell.number(number(one, "delivered")),
                    Cell.number(number(one, "dead_letters")))));
    return table;
  }

  private static TextTable tables(List<JsonObject> tables) {
    TextTable table = new TextTable(List.of("table", "stored", "there"));
    tables.forEach(
        one ->
            table.add(
                List.of(
                    Cell.of(Reply.text(one, "table")),
                    Cell.number(number(one, "stored")),
                    Cell.number(number(one, "there")))));
    return table;
  }

  private static JsonObject object(JsonObject answer, String name) {
    return answer.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }

  private static String number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber number ? number.toString() : "";
  }
}
