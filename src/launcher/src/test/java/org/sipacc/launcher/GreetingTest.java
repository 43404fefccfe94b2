package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GreetingTest {

  @TempDir private Path data;
  private String text = "";

  @BeforeEach
  void greet() {
    RunOptions options =
        CommandLine.populateCommand(
            new RunOptions(),
            "--data",
            data.toString(),
            "--sip-port",
            "5070",
            "--http-port",
            "8081");
    Path home = Path.of("/opt/sipacc");
    StartPlan plan = new StartPlanner(home, Map.of(), new Properties()).plan(options);
    StringWriter out = new StringWriter();
    new Greeting(plan, home).print(new PrintWriter(out));
    text = out.toString();
  }

  @Test
  void theFirstUrlIsTheConsolesAndStandsAlone() {
    var urls = Pattern.compile("\\S*[a-z]+:/\\S*").matcher(text);

    assertThat(urls.find()).isTrue();
    assertThat(urls.group()).isEqualTo("http://127.0.0.1:8081/");
  }

  @Test
  void theFirstPasswordIsNamedAsLongAsThereIsOne() throws IOException {
    assertThat(text).doesNotContain("admin");
    Path password = Files.writeString(data.resolve("admin.password"), "secret");
    greet();

    assertThat(text)
        .contains("as admin, whose first password is in " + password)
        .doesNotContain("secret");
  }

  @Test
  void theLastLineIsReady() {
    assertThat(text.lines()).last().isEqualTo("ready");
    assertThat(text).endsWith("ready" + System.lineSeparator());
  }

  @Test
  void aFirstCallAndItsRecordCanBePasted() {
    assertThat(text)
        .contains("sipp -sf /opt/sipacc/docs/first-call/callee.xml -m 1 -i 127.0.0.1 -p 5090")
        .contains("-rsa 127.0.0.1:5070 127.0.0.1:5090")
        .contains("/opt/sipacc/bin/sipacc records --data " + data);
  }
}
