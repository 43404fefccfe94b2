package org.sipacc.cli.compare;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sipacc.accounting.variable.SipUri;
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

  /** How long before its answer a call may have begun. */
  private static final Duration LONGEST_SETUP = Duration.ofMinutes(10);

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Mixin private CarrierFile carrier;

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
    List<ComparedCall> read = carrier.read(file);
    Comparison comparison =
        Comparison.of(
                ours(), read, new Comparison.Likeness(digits, Duration.ofSeconds(startTolerance)))
            .within(start -> !start.isBefore(since) && start.isBefore(until));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(JsonText.line(json(comparison)) + "\n");
    } else {
      print(out, comparison, read.size() - comparison.theirs().size());
    }
    return comparison.isSame(secondsTolerance) ? 0 : DIFFERENT;
  }

  private List<ComparedCall> ours() {
    List<ComparedCall> calls = new ArrayList<>();
    server
        .client()
        .eachLine(
            ApiPath.of("calls", "export")
                .with("format", "jsonl")
                .with("since", since.minus(LONGEST_SETUP).toString())
                .with("until", until.plusSeconds(startTolerance).toString())
                .with("code", "2xx")
                .with("gateway", gateway),
            row -> calls.add(call(row)));
    return calls;
  }

  private static ComparedCall call(JsonObject row) {
    return new ComparedCall(
        Instant.parse(row.getString("answered")),
        number(row.getString("from_uri")),
        number(row.getString("request_uri")),
        row.getJsonNumber("duration_ms").longValue() / 1000.0,
        row.getString("callid"));
  }

  private static String number(String uri) {
    return SipUri.parse(uri).map(SipUri::number).orElse(uri);
  }

  private static double seconds(List<ComparedCall> calls) {
    return calls.stream().mapToDouble(ComparedCall::seconds).sum();
  }

  private void print(PrintWriter out, Comparison comparison, int outside) {
    List<ComparedCall> ours = comparison.ours();
    List<ComparedCall> theirs = comparison.theirs();
    List<Comparison.Pair> differing = comparison.differing(secondsTolerance);
    new Facts()
        .add("ours", "%d calls, %s seconds".formatted(ours.size(), shown(seconds(ours))))
        .add(
            "the carrier's",
            "%d calls, %s seconds%s"
                .formatted(
                    theirs.size(),
                    shown(seconds(theirs)),
                    outside == 0 ? "" : "; " + outside + " more are not of this time"))
        .add("in both", Integer.toString(comparison.both().size()))
        .add("of these seconds apart", Integer.toString(differing.size()))
        .add("only here", Integer.toString(comparison.onlyHere().size()))
        .add("only there", Integer.toString(comparison.onlyThere().size()))
        .print(out);
    list(out, "only here", comparison.onlyHere());
    list(out, "only there", comparison.onlyThere());
    if (!differing.isEmpty()) {
      TextTable table =
          new TextTable(
              List.of("seconds apart", "start", "callee", "ours", "theirs", "call", "in"));
      first(differing)
          .forEach(
              pair ->
                  table.add(
                      List.of(
                          Cell.number(shown(pair.difference())),
                          Cell.of(pair.ours().start().toString()),
                          Cell.of(pair.ours().callee()),
                          Cell.number(shown(pair.ours().seconds())),
                          Cell.number(shown(pair.theirs().seconds())),
                          Cell.of(pair.ours().name()),
                          Cell.of(pair.theirs().name()))));
      out.print("\n");
      table.print(out);
    }
  }

  private void list(PrintWriter out, String title, List<ComparedCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(List.of(title, "caller", "callee", "seconds", "call"));
    first(calls)
        .forEach(
            call ->
                table.add(
                    List.of(
                        Cell.of(call.start().toString()),
                        Cell.of(call.caller()),
                        Cell.of(call.callee()),
                        Cell.number(shown(call.seconds())),
                        Cell.of(call.name()))));
    out.print("\n");
    table.print(out);
  }

  private <T> Stream<T> first(List<T> all) {
    return all.stream().limit(list);
  }

  private static String shown(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private JsonObject json(Comparison comparison) {
    List<ComparedCall> ours = comparison.ours();
    List<ComparedCall> theirs = comparison.theirs();
    JsonArrayBuilder differing = Json.createArrayBuilder();
    comparison
        .differing(secondsTolerance)
        .forEach(
            pair ->
                differing.add(
                    Json.createObjectBuilder()
                        .add("difference", pair.difference())
                        .add("ours", json(pair.ours()))
                        .add("theirs", json(pair.theirs()))));
    return Json.createObjectBuilder()
        .add(
            "ours",
            Json.createObjectBuilder().add("calls", ours.size()).add("seconds", seconds(ours)))
        .add(
            "theirs",
            Json.createObjectBuilder().add("calls", theirs.size()).add("seconds", seconds(theirs)))
        .add("both", comparison.both().size())
        .add("seconds_apart", differing)
        .add("only_here", array(comparison.onlyHere()))
        .add("only_there", array(comparison.onlyThere()))
        .build();
  }

  private static JsonArrayBuilder array(List<ComparedCall> calls) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    calls.forEach(call -> array.add(json(call)));
    return array;
  }

  private static JsonObjectBuilder json(ComparedCall call) {
    return Json.createObjectBuilder()
        .add("start", call.start().toString())
        .add("caller", call.caller())
        .add("callee", call.callee())
        .add("seconds", call.seconds())
        .add("call", call.name());
  }
}
