package org.sipacc.cli.compare;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.Facts;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc compare}. */
@Command(
    name = "compare",
    description =
        "Compares a carrier's call records, a CSV file, with the answered calls of a time: those"
            + " that both have, that one side has alone, and whose seconds are apart. Options can"
            + " be kept in a file and given as @FILE. The exit status is 0 only if there is no"
            + " difference.",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final String SECONDS_APART = "seconds_apart";
  private static final String ONLY_HERE = "only_here";
  private static final String ONLY_THERE = "only_there";
  private static final List<String> DIFFERENCES = List.of(SECONDS_APART, ONLY_HERE, ONLY_THERE);

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Mixin private CarrierOptions carrier;

  @Parameters(paramLabel = "FILE", description = "The carrier's file.")
  private Path file;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      required = true,
      description = "From when on answered calls are compared, as in 2026-03-01T00:00:00Z.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      required = true,
      description = "Up to when, not included.")
  private Instant until;

  @Option(
      names = "--gateway",
      paramLabel = "HOST",
      description = "Of ours, only those that were sent to this host.")
  private Optional<String> gateway = Optional.empty();

  @Option(
      names = "--digits",
      paramLabel = "N",
      description = "How many of a number's last digits are compared (default: 8).")
  private int digits = 8;

  @Option(
      names = "--start-tolerance",
      paramLabel = "SECONDS",
      description = "How far apart the starts of one call may be (default: 5).")
  private int startTolerance = 5;

  @Option(
      names = "--seconds-tolerance",
      paramLabel = "SECONDS",
      description = "How far apart its durations may be (default: 1).")
  private double secondsTolerance = 1;

  @Option(
      names = "--list",
      paramLabel = "N",
      description = "How many differences of a kind are listed (default: 20).")
  private int list = 20;

  @Option(names = "--json", description = "Everything as a JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    ApiPath path =
        carrier
            .addTo(ApiPath.of("reports", "carrier"))
            .with("since", since.toString())
            .with("until", until.toString())
            .with("gateway", gateway)
            .with("digits", Integer.toString(digits))
            .with("start_tolerance", Integer.toString(startTolerance))
            .with("seconds_tolerance", BigDecimal.valueOf(secondsTolerance).toPlainString())
            .with("list", Integer.toString(list));
    JsonObject comparison = server.client().postFile(path, file, "text/csv");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(JsonText.line(comparison) + "\n");
    } else {
      print(out, comparison);
    }
    boolean same = DIFFERENCES.stream().allMatch(kind -> total(comparison, kind) == 0);
    return same ? 0 : DIFFERENT;
  }

  private static int total(JsonObject comparison, String kind) {
    return comparison.getJsonObject(kind).getInt("total");
  }

  private static Stream<JsonObject> calls(JsonObject comparison, String kind) {
    return comparison.getJsonObject(kind).getJsonArray("calls").stream()
        .map(JsonValue::asJsonObject);
  }

  private static void print(PrintWriter out, JsonObject comparison) {
    JsonObject theirs = comparison.getJsonObject("theirs");
    int outside = theirs.getInt("outside");
    new Facts()
        .add("ours", sum(comparison.getJsonObject("ours")))
        .add(
            "the carrier's",
            sum(theirs) + (outside == 0 ? "" : "; " + outside + " more are not of this time"))
        .add("in both", Integer.toString(comparison.getInt("both")))
        .add("of these seconds apart", Integer.toString(total(comparison, SECONDS_APART)))
        .add("only here", Integer.toString(total(comparison, ONLY_HERE)))
        .add("only there", Integer.toString(total(comparison, ONLY_THERE)))
        .print(out);
    list(out, "only here", calls(comparison, ONLY_HERE).toList());
    list(out, "only there", calls(comparison, ONLY_THERE).toList());
    listApart(out, calls(comparison, SECONDS_APART).toList());
  }

  private static String sum(JsonObject side) {
    return "%d calls, %s seconds".formatted(side.getInt("calls"), seconds(side, "seconds"));
  }

  private static void list(PrintWriter out, String title, List<JsonObject> calls) {
    if (calls.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(List.of(title, "caller", "callee", "seconds", "call"));
    calls.forEach(
        call ->
            table.add(
                List.of(
                    Cell.of(call.getString("start")),
                    Cell.of(call.getString("caller")),
                    Cell.of(call.getString("callee")),
                    Cell.number(seconds(call, "seconds")),
                    Cell.of(call.getString("call")))));
    out.print("\n");
    table.print(out);
  }

  private static void listApart(PrintWriter out, List<JsonObject> pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(List.of("seconds apart", "start", "callee", "ours", "theirs", "call", "in"));
    for (JsonObject pair : pairs) {
      JsonObject ours = pair.getJsonObject("ours");
      JsonObject theirs = pair.getJsonObject("theirs");
      table.add(
          List.of(
              Cell.number(seconds(pair, "difference")),
              Cell.of(ours.getString("start")),
              Cell.of(ours.getString("callee")),
              Cell.number(seconds(ours, "seconds")),
              Cell.number(seconds(theirs, "seconds")),
              Cell.of(ours.getString("call")),
              Cell.of(theirs.getString("call"))));
    }
    out.print("\n");
    table.print(out);
  }

  private static String seconds(JsonObject of, String name) {
    return String.format(Locale.ROOT, "%.3f", of.getJsonNumber(name).doubleValue());
  }
}
