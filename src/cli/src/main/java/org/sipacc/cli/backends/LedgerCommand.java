package org.sipacc.cli.backends;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc ledger}: where the records of a call stand at each backend. */
@Command(
    name = "ledger",
    description = "Tells where each record of a call stands at each backend.",
    mixinStandardHelpOptions = true)
public final class LedgerCommand implements Callable<Integer> {
  /** What a record's id looks like, and a call's uid. */
  private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}");

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(names = "--json", description = "One JSON object a line, one line a record.")
  private boolean json;

  @Parameters(
      paramLabel = "ID",
      description = "A Call-ID, the id of a call's summary (uid), or a record's id (record_id).")
  private String id;

  @Override
  public Integer call() {
    JsonObject answer = server.client().get(ApiPath.of("ledger").with("call", id));
    if (Reply.objects(answer, "records").isEmpty() && ID.matcher(id).matches()) {
      answer = server.client().get(ApiPath.of("ledger").with("record", id));
    }
    print(answer, spec.commandLine().getOut(), spec.commandLine().getErr());
    return 0;
  }

  private void print(JsonObject answer, PrintWriter out, PrintWriter err) {
    List<JsonObject> records = Reply.objects(answer, "records");
    String databaseError = Reply.text(answer, "database_error");
    if (!databaseError.isEmpty()) {
      err.println("sipacc: the database cannot be asked: " + databaseError);
    }
    if (answer.getBoolean("complete", true) == false) {
      err.println("sipacc: the journal holds more than could be read in time");
    }
    if (records.isEmpty()) {
      throw new CommandFailedException(
          "no record of "
              + id
              + " is in the journal, among the dead letters or in the database; give a Call-ID, a"
              + " call's uid or a record's id");
    }
    if (json) {
      records.forEach(record -> out.print(JsonText.line(record) + "\n"));
    } else {
      table(records).print(out);
    }
  }

  private static TextTable table(List<JsonObject> records) {
    TextTable table =
        new TextTable(
            List.of("record", "kind", "table", "backend", "state", "since", "row", "reason"));
    for (JsonObject record : records) {
      for (JsonObject standing : Reply.objects(record, "standings")) {
        table.add(
            List.of(
                Cell.of(Reply.text(record, "id")),
                Cell.of(Reply.text(record, "kind")),
                Cell.of(Reply.text(record, "table")),
                Cell.of(Reply.text(standing, "destination")),
                Cell.of(Reply.text(standing, "state")),
                Cell.of(Reply.text(standing, "at")),
                Cell.of(row(record)),
                Cell.of(Reply.text(standing, "reason"))));
      }
    }
    return table;
  }

  /** Whether the row is in the database; a hyphen if that was not asked. */
  private static String row(JsonObject record) {
    JsonValue inDatabase = record.getOrDefault("in_database", JsonValue.NULL);
    return switch (inDatabase.getValueType()) {
      case TRUE -> "yes";
      case FALSE -> "no";
      default -> "-";
    };
  }
}
