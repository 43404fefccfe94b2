package org.sipacc.cli.deadletters;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc dead-letters show}. */
@Command(
    name = "show",
    description = "Shows a dead letter with its record.",
    mixinStandardHelpOptions = true)
final class ShowDeadLetterCommand implements Callable<Integer> {

  @ParentCommand private DeadLettersCommand letters;

  @Mixin private OneDeadLetter letter;

  @Override
  public Integer call() {
    OneDeadLetter.print(letters.client().get(letter.path()), letters.json(), letters.out());
    return 0;
  }
}
