package org.sipacc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.cli.CommandRun.sipacc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipaccTest {

  @Test
  void helpListsTheCommandsOnStandardOutput() {
    CommandRun run = sipacc("--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("records", "completion", "version", "help");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpOfACommandListsItsOptions() {
    assertThat(sipacc("help", "records").out())
        .contains("--table", "--last", "--json", "--data", "--db");
  }

  @Test
  void versionIsOneLine() {
    assertThat(sipacc("version").out()).startsWith("sipacc ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion", "generate-completion"})
  void completionScriptKnowsTheOptions(String command) {
    assertThat(sipacc(command).out()).startsWith("#!").contains("--last");
  }

  @Test
  void withoutACommandTheUsageGoesToStandardError() {
    CommandRun run = sipacc();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Missing command").contains("records");
  }

  @Test
  void commandThatIsUnknownIsAUsageError() {
    CommandRun run = sipacc("recrods");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("recrods", "records");
  }
}
