package org.sipacc.acceptance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.sipacc.acceptance.WatchedCall.State;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.Row;

/** The table of calls that met a kill of the server, in {@code target/faults/kills.md}. */
final class KilledServerReport {
  private static final Path FILE = Repository.file("target/faults/kills.md");

  private final Map<String, List<Row>> stored;
  private final List<Line> lines = new ArrayList<>();

  /**
   * Calls of which each must have one record.
   *
   * @param states what they were doing at the event; empty if the line is not about one
   * @param byes how many of their BYEs were answered so
   * @param missing Call-IDs without a record
   * @param twice Call-IDs with more than one
   * @param wrong Call-IDs with a duration that their parties cannot have seen
   */
  record Line(
      String event,
      Map<State, Long> states,
      Map<Integer, Long> byes,
      int expected,
      List<String> missing,
      List<String> twice,
      List<String> wrong) {
    private String text() {
      return "| %s | %s | %s | %s | %d | %d | %d | %d | %d | %d |%n"
          .formatted(
              event,
              count(State.UP),
              count(State.RINGING),
              count(State.ENDING),
              byes.getOrDefault(200, 0L),
              byes.getOrDefault(481, 0L),
              expected,
              expected - missing.size(),
              twice.size(),
              wrong.size());
    }

    private String count(State state) {
      return states.isEmpty() ? "" : Long.toString(states.getOrDefault(state, 0L));
    }
  }

  /**
   * @param stored the rows of {@code acc}, by Call-ID
   */
  KilledServerReport(Map<String, List<Row>> stored) {
    this.stored = stored;
  }

  /** Adds a line about calls, all of which have ended since, by what they did at an event. */
  void add(String event, Map<WatchedCall, State> calls) {
    add(event, calls.values().stream().collect(groupingBy(s -> s, counting())), calls.keySet());
  }

  /** Adds a line about calls, whatever befell them. */
  Line add(String which, Collection<WatchedCall> calls) {
    return add(which, Map.of(), calls);
  }

  private Line add(String event, Map<State, Long> states, Collection<WatchedCall> calls) {
    Line line =
        new Line(
            event,
            states,
            calls.stream().collect(groupingBy(WatchedCall::byeStatus, counting())),
            calls.size(),
            callIds(calls, call -> rows(call).isEmpty()),
            callIds(calls, call -> rows(call).size() > 1),
            callIds(calls, this::isWrong));
    lines.add(line);
    return line;
  }

  void write() {
    StringBuilder text =
        new StringBuilder(
            """
            # Calls across kills

            | event | calls up | ringing | ending | BYEs answered 200 | answered 481 | CDRs expected | stored | twice | durations wrong |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
    lines.forEach(line -> text.append(line.text()));
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> callIds(
      Collection<WatchedCall> calls, Predicate<WatchedCall> wanted) {
    return calls.stream().filter(wanted).map(WatchedCall::callId).toList();
  }

  private boolean isWrong(WatchedCall call) {
    return rows(call).stream().anyMatch(row -> !call.canHaveLasted(row.number("ms_duration")));
  }

  private List<Row> rows(WatchedCall call) {
    return stored.getOrDefault(call.callId(), List.of());
  }
}
