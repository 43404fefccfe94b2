package org.sipacc.cli.deadletters;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sipacc dead-letters mend}. */
@Command(
    name = "mend",
    description = "Changes fields of a record that waits; the original is kept.",
    mixinStandardHelpOptions = true)
final class MendDeadLetterCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ParentCommand private DeadLettersCommand letters;

  @Mixin private OneDeadLetter letter;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FIELD=VALUE",
      description = "Fields by the names that show prints, table among them, and their new values.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(
      names = "--remove",
      paramLabel = "FIELD",
      description = "An extra or leg field to be taken out of the record; repeatable.")
  private List<String> removed = List.of();

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
  private Optional<String> comment = Optional.empty();

  @Override
  public Integer call() {
    if (changes.isEmpty() && removed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Say what to change, as in: dead-letters mend ID table=acc");
    }
    JsonObjectBuilder fields = Json.createObjectBuilder();
    changes.forEach(fields::add);
    removed.forEach(fields::addNull);
    JsonObject answer =
        letters.client().post(letter.path("mend").with("comment", comment), fields.build());
    OneDeadLetter.print(answer, letters.json(), letters.out());
    return 0;
  }
}
