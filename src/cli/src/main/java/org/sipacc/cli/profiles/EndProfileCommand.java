package org.sipacc.cli.profiles;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc profiles end}. */
@Command(
    name = "end",
    description = "Ends the calls of a profile, or those of one value.",
    mixinStandardHelpOptions = true)
final class EndProfileCommand implements Callable<Integer> {

  @ParentCommand private ProfilesCommand profiles;

  @Parameters(index = "0", paramLabel = "NAME", description = "The profile.")
  private String name;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "One of its values.")
  private Optional<String> value = Optional.empty();

  @Override
  public Integer call() {
    JsonObject answer = profiles.client().delete(ApiPath.of("profiles", name).with("value", value));
    int ended = answer.getInt("ended", 0);
    profiles
        .out()
        .print(
            (profiles.json()
                    ? JsonText.line(answer)
                    : ended + (ended == 1 ? " call is" : " calls are") + " being ended")
                + "\n");
    return 0;
  }
}
