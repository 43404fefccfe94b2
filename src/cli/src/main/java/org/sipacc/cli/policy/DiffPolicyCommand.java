package org.sipacc.cli.policy;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.Escapes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc policy diff}. */
@Command(
    name = "diff",
    description = "Prints what leads from one policy to another, as diff -u does.",
    mixinStandardHelpOptions = true)
final class DiffPolicyCommand implements Callable<Integer> {

  private static final int CONTEXT_LINES = 3;

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A file, a version of the history, active or previous.")
  private String from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "B",
      defaultValue = PolicyTexts.ACTIVE,
      description = "The same (default: ${DEFAULT-VALUE}).")
  private String to;

  @Override
  public Integer call() {
    PolicyTexts texts = new PolicyTexts(server);
    ConfigurationFile before = texts.fileOrVersion(from);
    ConfigurationFile after = texts.fileOrVersion(to);
    List<String> old = before.text().lines().toList();
    PrintWriter out = spec.commandLine().getOut();
    UnifiedDiffUtils.generateUnifiedDiff(
            before.source(),
            after.source(),
            old,
            DiffUtils.diff(old, after.text().lines().toList()),
            CONTEXT_LINES)
        .forEach(line -> out.print(escaped(line) + "\n"));
    return 0;
  }

  /** Tabs are no danger, and a line of a diff keeps them. */
  private static String escaped(String line) {
    return String.join("\t", List.of(line.split("\t", -1)).stream().map(Escapes::text).toList());
  }
}
