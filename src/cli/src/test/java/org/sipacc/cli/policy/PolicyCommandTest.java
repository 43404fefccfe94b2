package org.sipacc.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.cli.CommandRun.sipacc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;
import org.sipacc.cli.management.ManagementServer.Request;

class PolicyCommandTest {
  private static final String RELAY = "request:\n  - do: [relay]\n";

  @TempDir private Path data;
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server = ManagementServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRightPolicyIsToldWithItsVersionAndTablesAndNoServerIsAsked() throws IOException {
    Path file = file("request:\n  - do: [{do_accounting: {type: db, table: own_acc}}, relay]\n");

    CommandRun run = sipacc("policy", "check", file.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .matches("\\Q" + file + "\\E is right: version [0-9a-f]{12}, tables: own_acc\n");
    assertThat(sipacc("policy", "check", "--json", file.toString()).out())
        .matches("\\{\"version\":\"[0-9a-f]{12}\",\"tables\":\\[\"own_acc\"]}\n");
  }

  @Test
  void aWrongPolicyIsToldWithFileLineAndColumn() throws IOException {
    Path file = file("request:\n  - do: [rely]\n");

    CommandRun run = sipacc("policy", "check", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("sipacc: " + file + ":2:10: unknown action rely; did you mean relay?\n");
  }

  @Test
  void aPolicyIsCheckedAgainstTheParametersOfItsConfiguration() throws IOException {
    Path file = file("request:\n  - do: [{set: {\"$acc_extra(x)\": \"$fU\"}}, relay]\n");
    Path config = Files.createDirectory(data.resolve("config"));
    Files.writeString(config.resolve("sipacc.yaml"), "acc: {extra_fields: \"db: x\"}\n");

    assertThat(sipacc("policy", "check", file.toString()).err()).contains(file + ":2:");
    assertThat(sipacc("policy", "check", file.toString(), "--config", config.toString()).status())
        .isZero();
  }

  @Test
  void aFileThatIsNotThereIsARefusal() {
    assertThat(sipacc("policy", "check", "/nowhere/p.yaml").status()).isEqualTo(1);
    assertThat(server.run("policy", "activate", "/nowhere/p.yaml").err())
        .contains("/nowhere/p.yaml: cannot be read");
  }

  @Test
  void aPolicyIsActivatedWithAuthorCommentAndName() throws IOException {
    Path file = file(RELAY);
    String source = file.toString().replace("/", "%2F");
    server.on(
        "POST /api/policies?source=" + source + "&author=ann&comment=no%20calls%20%26%20so",
        200,
        "{\"version\":\"12f9b43a19e4\",\"before\":\"0a533137e560\",\"changed\":true}");

    CommandRun run =
        server.run(
            "policy",
            "activate",
            file.toString(),
            "--author",
            "ann",
            "--comment",
            "no calls & so",
            "--replaces",
            "0a533137e560");

    assertThat(run.out()).isEqualTo("policy 12f9b43a19e4 is in force, in place of 0a533137e560\n");
    assertThat(server.request())
        .extracting(Request::body, Request::ifMatch)
        .containsExactly(RELAY, "\"0a533137e560\"");
  }

  @Test
  void theAuthorIsTheUserUnlessSaidOtherwise() {
    String user = System.getProperty("user.name");
    server.on(
        "POST /api/policies/previous/activate?author=" + user + "&comment=",
        200,
        "{\"version\":\"12f9b43a19e4\",\"before\":\"12f9b43a19e4\",\"changed\":false}");

    assertThat(server.run("policy", "rollback").out())
        .isEqualTo("policy 12f9b43a19e4 was in force already\n");
  }

  @Test
  void theHistoryEndsWithWhatIsInForce() {
    server.on(
        "GET /api/policies",
        200,
        """
        {"active":"12f9b43a19e4","changes":[\
        {"version":"0a533137e560","at":"2026-03-01T12:00:00.123Z","how":"started","author":"",\
        "comment":"first start","source":"policy.yaml"},\
        {"version":"12f9b43a19e4","at":"2026-03-01T13:00:00Z","how":"rolled_back",\
        "author":"ann","comment":"","source":"p.yaml"}]}""");

    assertThat(server.run("policy", "history").out())
        .isEqualTo(
            """
            version       since (UTC)          how          author  source       comment
            ------------  -------------------  -----------  ------  -----------  -----------
            0a533137e560  2026-03-01 12:00:00  started              policy.yaml  first start
            12f9b43a19e4  2026-03-01 13:00:00  rolled back  ann     p.yaml
            """);
    assertThat(server.run("policy", "history", "--json", "--last", "1").out())
        .startsWith("{\"version\":\"12f9b43a19e4\"")
        .hasLineCount(1);
    assertThat(server.run("policy", "history", "--last", "0").status()).isEqualTo(2);
  }

  @Test
  void theTextInForceIsPrintedAsItIs() {
    server.onYaml("GET /api/policies/active", RELAY);

    assertThat(server.run("policy", "show").out()).isEqualTo(RELAY);
    assertThat(server.run("policy", "show", "--json").out())
        .isEqualTo("{\"version\":\"0a533137e560\",\"text\":\"request:\\n  - do: [relay]\\n\"}\n");
  }

  @Test
  void aFileIsComparedWithThePolicyInForce() throws IOException {
    Path file = file("request:\n  - do: [{reply: 403}]\n");
    server.onYaml("GET /api/policies/active", RELAY);

    assertThat(server.run("policy", "diff", file.toString()).out())
        .isEqualTo(
            "--- "
                + file
                + """

                +++ 0a533137e560
                @@ -1,2 +1,2 @@
                 request:
                -  - do: [{reply: 403}]
                +  - do: [relay]
                """);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(data.resolve("p.yaml"), text);
  }
}
