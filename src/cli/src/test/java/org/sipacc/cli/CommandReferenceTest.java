package org.sipacc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/reference/commands.md} against the commands there are. */
class CommandReferenceTest {
  private static final List<String> EVERYWHERE =
      List.of("--help", "-h", "--version", "-V", "--data", "--url", "--json");
  private static final String REFERENCE = reference();

  @ParameterizedTest
  @MethodSource
  void everyCommandHasAHeading(String command) {
    assertThat(REFERENCE).containsPattern("(?m)^#+ (.*, )?" + command + "(,|$| [A-Z\\[])");
  }

  static Stream<String> everyCommandHasAHeading() {
    return commands().map(CommandReferenceTest::path).distinct();
  }

  @ParameterizedTest
  @MethodSource
  void everyOptionIsExplained(String option) {
    assertThat(REFERENCE).contains("`" + option);
  }

  static Stream<String> everyOptionIsExplained() {
    return Stream.concat(
        EVERYWHERE.stream().filter(option -> option.startsWith("--")),
        commands()
            .flatMap(command -> command.options().stream())
            .map(OptionSpec::longestName)
            .filter(option -> !EVERYWHERE.contains(option))
            .distinct());
  }

  /** All but the MI commands at the top, which are those below {@code mi}. */
  private static Stream<CommandSpec> commands() {
    return Sipacc.commandLine().getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .flatMap(CommandReferenceTest::withSubcommands);
  }

  private static Stream<CommandSpec> withSubcommands(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(CommandReferenceTest::withSubcommands));
  }

  private static String path(CommandSpec command) {
    String name = command.qualifiedName(" ").replaceFirst("^sipacc ", "");
    return name.replaceFirst("^mi (?=.)", "");
  }

  private static String reference() {
    Path here = Path.of("").toAbsolutePath();
    for (Path home = here; home != null; home = home.getParent()) {
      Path file = home.resolve("docs/reference/commands.md");
      if (Files.exists(file)) {
        try {
          return Files.readString(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("no docs/reference/commands.md above " + here);
  }
}
