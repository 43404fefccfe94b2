package org.sipacc.cli.policy;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sipacc policy history}. */
@Command(
    name = "history",
    description = "Lists which policy took effect when and by whom; the last one is in force.",
    mixinStandardHelpOptions = true)
final class PolicyHistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many changes (default: ${DEFAULT-VALUE}).")
  private int last;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    if (last < 1) {
      throw new ParameterException(
          spec.commandLine(), "--last is " + last + ": a number from 1 upwards is needed");
    }
    List<JsonObject> all = Reply.objects(server.client().get(ApiPath.of("policies")), "changes");
    List<JsonObject> changes = all.subList(Math.max(0, all.size() - last), all.size());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      changes.forEach(change -> out.print(JsonText.line(change) + "\n"));
    } else {
      table(changes).print(out);
    }
    return 0;
  }

  private static TextTable table(List<JsonObject> changes) {
    TextTable table =
        new TextTable(List.of("version", "since (UTC)", "how", "author", "source", "comment"));
    changes.forEach(
        change ->
            table.add(
                List.of(
                    Cell.of(Reply.text(change, "version")),
                    Cell.of(seconds(Reply.text(change, "at"))),
                    Cell.of(Reply.text(change, "how").replace('_', ' ')),
                    Cell.of(Reply.text(change, "author")),
                    Cell.of(Reply.text(change, "source")),
                    Cell.of(Reply.text(change, "comment")))));
    return table;
  }

  /** {@code 2026-03-01T12:00:00.123Z} as {@code 2026-03-01 12:00:00}. */
  private static String seconds(String instant) {
    return instant.replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", "");
  }
}
