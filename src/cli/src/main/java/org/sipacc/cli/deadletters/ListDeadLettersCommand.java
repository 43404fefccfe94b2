package org.sipacc.cli.deadletters;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc dead-letters list}. */
@Command(
    name = "list",
    description = "Lists the dead letters that wait, or those of another state.",
    mixinStandardHelpOptions = true)
final class ListDeadLettersCommand implements Callable<Integer> {
  private static final String WAITING = "waiting";

  @ParentCommand private DeadLettersCommand letters;

  @Mixin private DeadLetterOptions filter;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "waiting (default), replayed, discarded or all.")
  private String state = WAITING;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, the oldest first (default: 1000).")
  private Optional<Integer> limit = Optional.empty();

  @Override
  public Integer call() {
    print(letters, filter, state.equals("all") ? Optional.empty() : Optional.of(state), limit);
    return 0;
  }

  /** Those that wait. */
  static void print(DeadLettersCommand letters, DeadLetterOptions filter) {
    print(letters, filter, Optional.of(WAITING), Optional.empty());
  }

  private static void print(
      DeadLettersCommand letters,
      DeadLetterOptions filter,
      Optional<String> state,
      Optional<Integer> limit) {
    ApiPath path =
        filter
            .in(ApiPath.of("dead-letters"))
            .with("state", state)
            .with("limit", limit.map(Object::toString));
    JsonObject answer = letters.client().get(path);
    List<JsonObject> found = Reply.objects(answer, "dead_letters");
    if (letters.json()) {
      found.forEach(letter -> letters.out().print(JsonText.line(letter) + "\n"));
    } else {
      table(found).print(letters.out());
    }
    JsonNumber total = answer.getJsonNumber("total");
    if (total != null && total.longValue() > found.size()) {
      letters
          .err()
          .println("sipacc: " + total + " match, the oldest " + found.size() + " are shown");
    }
  }

  private static TextTable table(List<JsonObject> found) {
    TextTable table =
        new TextTable(List.of("id", "backend", "since", "table", "callid", "state", "reason"));
    for (JsonObject letter : found) {
      table.add(
          List.of(
              Cell.of(Reply.text(letter, "id")),
              Cell.of(Reply.text(letter, "destination")),
              Cell.of(Reply.text(letter, "since")),
              Cell.of(Reply.text(letter, "table")),
              Cell.of(Reply.text(letter, "callid")),
              Cell.of(
                  Reply.text(letter, "state")
                      + (letter.getBoolean("mended", false) ? ", mended" : "")),
              Cell.of(Reply.text(letter, "reason"))));
    }
    return table;
  }
}
