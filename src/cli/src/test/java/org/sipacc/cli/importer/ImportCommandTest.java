package org.sipacc.cli.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.cli.CommandRun.sipacc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;

class ImportCommandTest {
  private static final String SCRIPT =
      """
      modparam("acc", "db_url", "mysql://sip:secret@127.0.0.1/calls")
      route {
        if (is_gold()) do_accounting("db");
        t_relay();
      }
      """;

  @TempDir private Path directory;
  private Path script;
  private Path out;

  @BeforeEach
  void writeScript() throws IOException {
    script = Files.writeString(directory.resolve("opensips.cfg"), SCRIPT);
    out = directory.resolve("new/config");
  }

  @Test
  void writesAConfigurationAndTellsWhatIsDifferent() throws IOException {
    CommandRun run = sipacc("import", script.toString(), "--out", out.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("recorded more:\n  line 3: is_gold() cannot be asked here")
        .contains("0 recorded less, 1 recorded more, 0 done otherwise")
        .contains("start it:  bin/run --config " + out);
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("sipacc.yaml", "policy.yaml", "import-report.txt");
    }
    assertThat(Files.readString(out.resolve("import-report.txt")))
        .startsWith("Import of " + script + "\n");
  }

  @Test
  void keepsTheDatabasesPasswordFromOtherUsers() throws IOException {
    sipacc("import", script.toString(), "--out", out.toString());

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(out.resolve("sipacc.yaml"))))
        .isEqualTo("rw-------");
  }

  @Test
  void writesOverNothingUnlessForced() throws IOException {
    Files.createDirectories(out);
    Path policy = Files.writeString(out.resolve("policy.yaml"), "mine");

    CommandRun refused = sipacc("import", script.toString(), "--out", out.toString());
    String kept = Files.readString(policy);
    CommandRun forced = sipacc("import", script.toString(), "--out", out.toString(), "--force");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "sipacc: "
                + policy
                + " is there already; name another directory, or write over it by --force\n");
    assertThat(kept).isEqualTo("mine");
    assertThat(Files.exists(out.resolve("sipacc.yaml"))).isTrue();
    assertThat(forced.status()).isZero();
    assertThat(Files.readString(policy)).contains("do_accounting: db");
  }

  @Test
  void tellsTheFindingsAsJson() {
    CommandRun run = sipacc("import", script.toString(), "--out", out.toString(), "--json");

    assertThat(run.out())
        .startsWith("{\"out\":\"" + out + "\",\"findings\":[{\"severity\":\"more\",\"line\":3,");
    assertThat(run.out().lines()).hasSize(1);
  }

  @Test
  void aSyntaxErrorHasItsPlaceAndNothingIsWritten() throws IOException {
    Files.writeString(script, "route {\n  t_relay(;\n}\n");

    CommandRun run = sipacc("import", script.toString(), "--out", out.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("sipacc: " + script + ":2:11: expected a value, found ;\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void aScriptThatIsNotThereIsSaid() {
    CommandRun run =
        sipacc("import", directory.resolve("no.cfg").toString(), "--out", out.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no.cfg: cannot be read");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaid() {
    CommandRun run = sipacc("import", script.toString(), "--out", script.resolve("x").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be written to", "name a directory of your own");
    assertThat(List.of(run.err().split("\n"))).hasSize(1);
  }
}
