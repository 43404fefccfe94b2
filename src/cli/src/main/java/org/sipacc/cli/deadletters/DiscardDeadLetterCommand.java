package org.sipacc.cli.deadletters;

import java.util.concurrent.Callable;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc dead-letters discard}. */
@Command(
    name = "discard",
    description = "Decides that a record is not to be delivered; it is kept all the same.",
    mixinStandardHelpOptions = true)
final class DiscardDeadLetterCommand implements Callable<Integer> {

  @ParentCommand private DeadLettersCommand letters;

  @Mixin private OneDeadLetter letter;

  @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why.")
  private String comment;

  @Override
  public Integer call() {
    var answer = letters.client().delete(letter.path().with("comment", comment));
    letters.out().print((letters.json() ? JsonText.line(answer) : "it is discarded") + "\n");
    return 0;
  }
}
