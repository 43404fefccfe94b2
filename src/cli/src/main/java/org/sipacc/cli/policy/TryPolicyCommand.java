package org.sipacc.cli.policy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc policy try}: a dry run. */
@Command(
    name = "try",
    description =
        "Tells which rules of a policy would apply to a request, and which records would come of"
            + " it. Nothing is done.",
    mixinStandardHelpOptions = true)
final class TryPolicyCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "Where the request shall come from (default: udp:127.0.0.1:5060).")
  private String from;

  @Option(names = "--json", description = "The result as a JSON object.")
  private boolean json;

  @Parameters(
      paramLabel = "POLICY",
      arity = "0..1",
      description = "A file, or a version of the history (default: the policy in force).")
  private String policy;

  /** What it is tried on. */
  static final class Subject {
    @Option(
        names = "--request",
        paramLabel = "FILE",
        description = "A file with the text of a SIP request; - for standard input.")
    private String request;

    @Option(
        names = "--call",
        paramLabel = "ID",
        description = "A call of table calls: its call_uid or its Call-ID.")
    private String call;
  }

  @Override
  public Integer call() {
    JsonObject result = server.client().post(ApiPath.of("policies", "try"), question());
    spec.commandLine()
        .getOut()
        .print(json ? JsonText.line(result) + "\n" : new TrialText(result).toString());
    return 0;
  }

  private JsonObject question() {
    JsonObjectBuilder question = Json.createObjectBuilder();
    if (subject.call != null) {
      question.add("call", subject.call);
    } else {
      question.add("request", text(subject.request));
    }
    Optional.ofNullable(from).ifPresent(address -> question.add("from", address));
    if (policy != null) {
      ConfigurationFile file = new PolicyTexts(server).fileOrVersion(policy);
      question.add("policy", file.text()).add("source", file.source());
    }
    return question.build();
  }

  private static String text(String file) {
    try {
      return file.equals(STANDARD_INPUT)
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new CommandFailedException("the request cannot be read: " + e, e);
    }
  }
}
