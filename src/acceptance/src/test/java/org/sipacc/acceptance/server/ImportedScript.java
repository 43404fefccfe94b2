package org.sipacc.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** An OpenSIPS script, as {@code bin/sipacc import} makes a configuration of it. */
public final class ImportedScript {
  private ImportedScript() {}

  /** The configuration directory made of one of the importer's own sample scripts. */
  public static Path directory(String script) {
    Path directory = Repository.newDirectory("import-" + script);
    Command command =
        Command.run(
            List.of(
                Repository.file("bin/sipacc").toString(),
                "import",
                Repository.file("src/importer/src/test/resources/scripts/" + script + ".cfg")
                    .toString(),
                "--out",
                directory.toString()));
    assertThat(command.exit()).as(command.errors()).isZero();
    return directory;
  }
}
