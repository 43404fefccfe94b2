package org.sipacc.cli.backends;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.Escapes;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sipacc backends}: how delivery to each backend stands. */
@Command(
    name = "backends",
    description = "Shows how delivery to each backend stands, and what it did not get.",
    mixinStandardHelpOptions = true)
public final class BackendsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<JsonObject> backends =
        Reply.objects(server.client().get(ApiPath.of("backends")), "backends");
    if (json) {
      backends.forEach(backend -> out.print(JsonText.line(backend) + "\n"));
      return 0;
    }
    table(backends).print(out);
    for (JsonObject backend : backends) {
      remarks(backend, out);
    }
    return 0;
  }

  private static TextTable table(List<JsonObject> backends) {
    TextTable table =
        new TextTable(
            List.of("backend", "state", "since", "cursor", "waiting", "delivered", "dead letters"));
    for (JsonObject backend : backends) {
      table.add(
          List.of(
              Cell.of(Reply.text(backend, "name")),
              Cell.of(Reply.text(backend, "state")),
              Cell.of(Reply.text(backend, "since")),
              Cell.of(Reply.text(backend, "cursor")),
              Cell.number(Reply.number(backend, "lag")),
              Cell.number(Reply.number(backend, "delivered")),
              Cell.number(Reply.number(backend, "dead_letters"))));
    }
    return table;
  }

  private static void remarks(JsonObject backend, PrintWriter out) {
    String name = Reply.text(backend, "name");
    String error = Reply.text(backend, "last_error");
    if (!error.isEmpty()) {
      line(out, name + " failed last because: " + error);
    }
    for (JsonObject gap : Reply.objects(backend, "gaps")) {
      line(
          out,
          "%s was let go at %s: it does not get what stands %s (%s entries)"
              .formatted(
                  name,
                  Reply.text(gap, "at"),
                  Reply.text(gap, "range"),
                  Reply.number(gap, "entries")));
    }
  }

  private static void line(PrintWriter out, String text) {
    out.print(Escapes.text(text) + "\n");
  }
}
