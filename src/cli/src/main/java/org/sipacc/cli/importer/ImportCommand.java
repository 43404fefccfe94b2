package org.sipacc.cli.importer;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.output.JsonText;
import org.sipacc.importer.Finding;
import org.sipacc.importer.OpenSipsImport;
import org.sipacc.importer.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc import}: needs no server. */
@Command(
    name = "import",
    description =
        "Makes a configuration out of an OpenSIPS script, and tells what is different. No server is"
            + " asked.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The directory is for bin/run --config DIR. In its sipacc.yaml, listen and",
      "db_url are switched off, so that a first trial is on loopback and writes to",
      "the embedded database."
    })
public final class ImportCommand implements Callable<Integer> {

  /** What is worth a look before the server is started. */
  private static final List<Severity> IMPORTANT =
      List.of(Severity.LOSS, Severity.MORE, Severity.CHANGED);

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where sipacc.yaml, policy.yaml and import-report.txt are written.")
  private Path out;

  @Option(names = "--force", description = "Writes over files of these names.")
  private boolean force;

  @Option(names = "--json", description = "What is different as a JSON object.")
  private boolean json;

  @Parameters(paramLabel = "SCRIPT", description = "The script, such as opensips.cfg.")
  private Path script;

  @Override
  public Integer call() {
    OpenSipsImport made = translate();
    new ConfigurationDirectory(out).write(made, script, force);
    PrintWriter print = spec.commandLine().getOut();
    print.print(json ? json(made) : text(made));
    print.flush();
    return 0;
  }

  private OpenSipsImport translate() {
    try {
      return OpenSipsImport.of(ConfigurationFile.read(script));
    } catch (ConfigurationException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
  }

  private String text(OpenSipsImport made) {
    StringBuilder text = new StringBuilder();
    for (Severity severity : IMPORTANT) {
      List<Finding> findings = made.findings(severity);
      if (!findings.isEmpty()) {
        text.append(severity.title()).append(":\n");
        findings.forEach(finding -> text.append("  ").append(finding).append('\n'));
      }
    }
    String counts =
        Arrays.stream(Severity.values())
            .map(severity -> made.findings(severity).size() + " " + severity.title())
            .collect(Collectors.joining(", "));
    return text.append(counts)
        .append("\nall of it: ")
        .append(out.resolve(ConfigurationDirectory.REPORT))
        .append("\nstart it:  bin/run --config ")
        .append(out)
        .append('\n')
        .toString();
  }

  private String json(OpenSipsImport made) {
    JsonArrayBuilder findings = Json.createArrayBuilder();
    for (Finding finding : made.findings()) {
      findings.add(
          Json.createObjectBuilder()
              .add("severity", finding.severity().name().toLowerCase(Locale.ROOT))
              .add("line", finding.line())
              .add("text", finding.text()));
    }
    return JsonText.line(
            Json.createObjectBuilder().add("out", out.toString()).add("findings", findings).build())
        + "\n";
  }
}
