package org.sipacc.importer;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.importer.script.Parser;
import org.sipacc.importer.script.Script;

/**
 * A configuration made from an OpenSIPS script.
 *
 * @param parameters the text of {@code sipacc.yaml}
 * @param policy the text of {@code policy.yaml}
 * @param findings what is different, the worst first
 */
public record OpenSipsImport(String parameters, String policy, List<Finding> findings) {
  public OpenSipsImport {
    findings = List.copyOf(findings);
  }

  /**
   * Translates a script.
   *
   * @param script its text; the source's name is told in what is written
   * @throws ConfigurationException if it breaks OpenSIPS's grammar; it names line and column
   */
  public static OpenSipsImport of(ConfigurationFile script) {
    Findings findings = new Findings();
    Script read = Parser.read(script);
    RequestUri requestUri = new RequestUri(read);
    ParameterTranslation parameters = new ParameterTranslation(read, requestUri, findings);
    RouteTranslation routes = new RouteTranslation(read, parameters, requestUri, findings);
    routes.translate();
    String name = script.source().replaceFirst(".*[/\\\\]", "");
    OpenSipsImport result =
        new OpenSipsImport(
            parameters.text(name),
            PolicyText.of(name, read, routes.hooks(), routes.lists()),
            findings.sorted());
    result.check();
    return result;
  }

  /** What is written must be what the server starts with. */
  private void check() {
    Parameters read =
        Parameters.load(
            new ConfigurationFile(Parameters.FILE_NAME, parameters), Map.of(), new Properties());
    PolicyReader.read(new ConfigurationFile(PolicyReader.FILE_NAME, policy), read);
  }

  /** The findings of a kind. */
  public List<Finding> findings(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).toList();
  }

  /** The findings for people, by their kind. */
  public String report(String source) {
    StringBuilder report = new StringBuilder();
    report.append("Import of ").append(source).append('\n');
    for (Severity severity : Severity.values()) {
      List<Finding> ofKind = findings(severity);
      if (!ofKind.isEmpty()) {
        report.append('\n').append(severity.title()).append('\n');
        ofKind.forEach(finding -> report.append("  ").append(finding).append('\n'));
      }
    }
    return report.toString();
  }
}
