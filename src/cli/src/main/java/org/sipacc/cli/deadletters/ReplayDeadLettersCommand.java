package org.sipacc.cli.deadletters;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.output.Escapes;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sipacc dead-letters replay}. */
@Command(
    name = "replay",
    description = "Delivers a dead letter, or all that match, to the backend that refused it.",
    mixinStandardHelpOptions = true)
final class ReplayDeadLettersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private DeadLettersCommand letters;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The record's id; without it all that match the options.")
  private Optional<String> id = Optional.empty();

  @Mixin private DeadLetterOptions filter;

  @Option(names = "--all", description = "All that wait.")
  private boolean all;

  @Override
  public Integer call() {
    if (id.isEmpty() && filter.isEmpty() && !all) {
      throw new ParameterException(
          spec.commandLine(), "Say which: an ID, an option that selects some, or --all");
    }
    ApiPath path =
        filter.in(
            id.map(one -> ApiPath.of("dead-letters", one, "replay"))
                .orElseGet(() -> ApiPath.of("dead-letters", "replay")));
    JsonObject answer = letters.client().post(path);
    if (letters.json()) {
      letters.out().print(JsonText.line(answer) + "\n");
    } else {
      tell(answer);
    }
    if (answer.getInt("left", 0) > 0) {
      throw new CommandFailedException(
          answer.getInt("left", 0)
              + " wait still: "
              + answer.getInt("refused", 0)
              + " were refused once more, for the others there was no time");
    }
    return 0;
  }

  private void tell(JsonObject answer) {
    int replayed = answer.getInt("replayed", 0);
    letters
        .out()
        .print(replayed + (replayed == 1 ? " record is" : " records are") + " delivered\n");
    if (answer.get("reasons") instanceof JsonArray reasons) {
      for (JsonString reason : reasons.getValuesAs(JsonString.class)) {
        letters.err().println("sipacc: refused: " + Escapes.text(reason.getString()));
      }
    }
  }
}
