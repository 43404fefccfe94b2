package org.sipacc.cli.tokens;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sipacc tokens}: lists the tokens of programs, makes one or revokes one. */
@Command(
    name = "tokens",
    description = "Lists the tokens by which programs use the REST API, makes one or revokes one.",
    mixinStandardHelpOptions = true)
public final class TokensCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line, as the management interface gives it.")
  private boolean json;

  @Override
  public Integer call() {
    List<JsonObject> all = Reply.objects(client().get(ApiPath.of("tokens")), "tokens");
    if (json) {
      all.forEach(token -> out().print(JsonText.line(token) + "\n"));
      return 0;
    }
    TextTable table = new TextTable(List.of("id", "name", "role", "made by", "state"));
    all.forEach(
        token ->
            table.add(
                List.of(
                    Cell.of(Reply.text(token, "id")),
                    Cell.of(Reply.text(token, "name")),
                    Cell.of(Reply.text(token, "role")),
                    Cell.of(Reply.text(token, "created_by")),
                    Cell.of(state(token)))));
    table.print(out());
    return 0;
  }

  private static String state(JsonObject token) {
    return token.isNull("revoked")
        ? "expires " + instant(Reply.text(token, "expires"))
        : "revoked " + instant(Reply.text(token, "revoked"));
  }

  private static String instant(String text) {
    return text.replaceFirst("(\\.[0-9]+)?Z$", "").replace('T', ' ') + " UTC";
  }

  @Command(
      name = "add",
      description = "Makes a token and prints it; it is not shown again.",
      mixinStandardHelpOptions = true)
  Integer add(
      @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
      @Parameters(paramLabel = "ROLE", description = "viewer, operator or administrator.")
          String role,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "90",
              description = "How long it serves (default: 90).")
          int days) {
    JsonObject made =
        client()
            .post(
                ApiPath.of("tokens"),
                Json.createObjectBuilder()
                    .add("name", name)
                    .add("role", role)
                    .add("days", days)
                    .build());
    out().print((json ? JsonText.line(made) : Reply.text(made, "token")) + "\n");
    return 0;
  }

  @Command(
      name = "revoke",
      description = "Lets a token in no more.",
      mixinStandardHelpOptions = true)
  Integer revoke(
      @Parameters(paramLabel = "ID", description = "Its id, as the list has it.") String id) {
    JsonObject answer = client().delete(ApiPath.of("tokens", id));
    out().print((json ? JsonText.line(answer) : "token " + id + " is revoked") + "\n");
    return 0;
  }

  private ManagementClient client() {
    return server.client();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
