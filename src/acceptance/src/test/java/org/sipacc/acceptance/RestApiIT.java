package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.acceptance.server.ApiClient.assertProblem;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.EventStream;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The REST API of a running server, as people with each role and programs use it. */
@Isolated("starts a server: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class RestApiIT {
  private static SipaccServer server;
  private static ApiClient nobody;
  private static HttpResponse<String> firstLogin;
  private static ApiClient administrator;
  private static ApiClient operator;
  private static ApiClient viewer;

  @BeforeAll
  static void start() throws Exception {
    Settings settings = Settings.of("rest", Repository.testResource("rest"));
    server = SipaccServer.start(settings);
    nobody = ApiClient.nobody(server);
    String password = Files.readString(settings.data().resolve("admin.password")).strip();
    firstLogin = nobody.post("session", "{\"user\":\"admin\",\"password\":\"" + password + "\"}");
    administrator = ApiClient.administrator(server);
    operator = administrator.newUser("olga", "operator");
    viewer = administrator.newUser("vera", "viewer");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void onlyHealthAndTheLoginAreOpen() {
    assertThat(nobody.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(nobody.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(nobody.get("/health").statusCode()).isEqualTo(200);
    for (String path :
        List.of(
            "/api",
            "/api/",
            "/metrics",
            "users",
            "nothing/here",
            "session",
            "calls?_wadl",
            "session;a=b",
            "%73ession",
            "session/",
            "session/../users")) {
      assertProblem(nobody.get(path), 401);
    }
    assertProblem(nobody.with("Authorization", "Bearer sipacc_guess").get("users"), 401);
    assertProblem(nobody.with("Authorization", "Basic YWRtaW46YWRtaW4=").get("users"), 401);
    assertProblem(nobody.with("Cookie", "sipacc_session=guess").get("users"), 401);
    assertProblem(nobody.post("session/password", "{}"), 401);
    assertProblem(nobody.post("session", "{\"user\":\"admin\",\"password\":\"admin\"}"), 401);
  }

  @Test
  void theFirstLoginOpensNothingButTheChangeOfItsPassword() {
    assertThat(firstLogin.statusCode()).isEqualTo(200);
    assertThat(firstLogin.body()).contains("\"must_change_password\":true");
    assertThat(firstLogin.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("sipacc_session=")
        .contains("HttpOnly", "SameSite=Strict")
        .doesNotContain("Secure");
    assertThat(server.logLines("the first user is admin")).hasSize(1);
    assertThat(server.settings().data().resolve("admin.password")).doesNotExist();
  }

  @Test
  void aUserWithAnothersPasswordHasToChangeItFirst() {
    String password =
        ApiClient.text(
            administrator.post("users", "{\"name\":\"nina\",\"role\":\"viewer\"}"), "password");
    ApiClient nina = nobody.login("nina", password);
    assertProblem(nina.get("live-calls"), 403);
    assertProblem(nina.get("/metrics"), 403);
    assertThat(nina.get("session").body()).contains("\"must_change_password\":true");
  }

  @Test
  void eachRoleMayWhatThoseBelowItMayAndNoMore() {
    assertThat(viewer.get("live-calls").statusCode()).isEqualTo(200);
    assertProblem(viewer.delete("live-calls/none"), 403);
    assertProblem(viewer.get("dead-letters"), 403);
    assertProblem(viewer.get("users"), 403);
    assertProblem(operator.delete("live-calls/none"), 404);
    assertThat(operator.get("dead-letters").statusCode()).isEqualTo(200);
    assertThat(operator.get("parameters").body())
        .contains("\"name\":\"mask_digits\"", "\"written\":[\"3\"],\"place\":\"")
        .contains("\"written\":[\"***\"]")
        .doesNotContain("nobody is shown this");
    assertProblem(viewer.get("parameters"), 403);
    assertProblem(operator.get("users"), 403);
    assertProblem(operator.get("audit"), 403);
    assertThat(administrator.get("users").body()).contains("\"olga\"", "\"vera\"");
    assertProblem(administrator.delete("live-calls/none"), 404);
  }

  @Test
  void aChangeByCookieNeedsTheTokenOfTheSession() {
    assertProblem(operator.with("X-CSRF-Token", "").delete("live-calls/none"), 403);
    assertProblem(operator.with("X-CSRF-Token", "guess").delete("live-calls/none"), 403);
    assertProblem(operator.with("Sec-Fetch-Site", "cross-site").delete("live-calls/none"), 403);
    assertProblem(operator.with("X-CSRF-Token", "").get("live-calls/none?_method=DELETE"), 400);
    assertProblem(
        operator
            .with("X-CSRF-Token", "")
            .with("X-HTTP-Method-Override", "DELETE")
            .get("live-calls/none"),
        400);
    assertProblem(
        nobody
            .with("Sec-Fetch-Site", "cross-site")
            .post("session", "{\"user\":\"admin\",\"password\":\"x\"}"),
        403);
  }

  @Test
  void behindHttpsTheCookieIsSecure() {
    HttpResponse<String> made =
        administrator.post("users", "{\"name\":\"hans\",\"role\":\"viewer\"}");
    HttpResponse<String> answer =
        nobody
            .with("X-Forwarded-Proto", "https")
            .post(
                "session",
                "{\"user\":\"hans\",\"password\":\"" + ApiClient.text(made, "password") + "\"}");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).endsWith("; Secure");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void everyAnswerCarriesTheHeadersThatProtectABrowser() {
    for (HttpResponse<String> answer :
        List.of(
            nobody.get("/"),
            nobody.get("/health"),
            nobody.get("/nothing"),
            nobody.get("users"),
            viewer.get("live-calls"))) {
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }
  }

  @Test
  void theCommandLineManagesUsersWithoutALogin() {
    assertThat(server.command("users", "add", "klaus", "viewer").output().get(0))
        .startsWith("klaus is viewer; the password for the first login is ");
    String sentence = server.command("users", "password", "klaus").output().get(0);
    ApiClient klaus =
        nobody.login("klaus", sentence.substring(sentence.lastIndexOf(' ') + 1).strip());
    assertThat(server.command("users").output())
        .anyMatch(line -> line.matches("klaus +viewer +change password +.*"));
    assertThat(server.command("users", "disable", "klaus").exit()).isZero();
    assertProblem(klaus.get("session"), 401);
    assertThat(administrator.get("audit?limit=1000").body())
        .contains("\"who\":\"management\",\"means\":\"management\"");
  }

  private static String tokenId(String name) {
    return administrator
        .get("tokens")
        .body()
        .replaceFirst(".*\"id\":\"([^\"]+)\",\"name\":\"" + name + "\".*", "$1");
  }

  @Test
  void theGrafanaDashboardAsksForFiguresThatThereAre() throws IOException {
    String dashboard = Files.readString(Repository.file("container-config/grafana/sipacc.json"));
    String figures = administrator.get("/metrics").body();
    List<String> names =
        Pattern.compile("\\b(?:sipacc|jvm|process|system)_[a-z_]+(?=[{,])")
            .matcher(dashboard)
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();
    assertThat(names).hasSizeGreaterThan(10);
    assertThat(names)
        .allSatisfy(name -> assertThat(figures).containsPattern("(?m)^" + name + "[{ ]"));
  }

  @Test
  void aTokenLetsAProgramInUntilItIsRevoked() {
    ApiClient program = administrator.newToken("grafana", "viewer");
    assertThat(program.get("live-calls").statusCode()).isEqualTo(200);
    assertThat(program.get("/metrics").body()).contains("# TYPE");
    assertProblem(program.get("users"), 403);
    String id = tokenId("grafana");
    assertThat(administrator.delete("tokens/" + id).statusCode()).isEqualTo(200);
    assertProblem(program.get("live-calls"), 401);
  }

  @Test
  void theCommandLineMakesAndRevokesTokens() {
    String token = server.command("tokens", "add", "cron", "viewer", "--days", "2").output().get(0);
    ApiClient program = nobody.with("Authorization", "Bearer " + token);
    assertThat(program.get("live-calls").statusCode()).isEqualTo(200);
    String row =
        server.command("tokens").output().stream()
            .filter(line -> line.contains("cron"))
            .findFirst()
            .orElseThrow();
    assertThat(row).contains("viewer", "expires ");
    String id = row.split(" ")[0];
    assertThat(server.command("tokens", "revoke", id).exit()).isZero();
    assertProblem(program.get("live-calls"), 401);
  }

  @Test
  void whoGuessesPasswordsHasToWait() {
    String known = "{\"user\":\"walter\",\"password\":\"guess\"}";
    ApiClient guesser = nobody.with("X-Forwarded-For", "203.0.113.9");
    for (int i = 0; i < 5; i++) {
      assertProblem(guesser.post("session", known), 401);
    }
    HttpResponse<String> answer = guesser.post("session", known);
    assertProblem(answer, 429);
    assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow())
        .isBetween(1, 31);
    assertThat(administrator.get("audit").body())
        .contains("\"who\":\"walter\"", "203.0.113.9", "too many attempts");
  }

  @Test
  void changesAndLogOutsAreInTheAudit() {
    ApiClient leaver = administrator.newUser("lena", "operator");
    assertProblem(leaver.delete("live-calls/gone?id=x"), 404);
    assertThat(leaver.delete("session").statusCode()).isEqualTo(204);
    assertProblem(leaver.get("session"), 401);
    assertThat(administrator.get("audit?limit=1000").body())
        .contains(
            "\"who\":\"lena\",\"means\":\"session\",\"address\":\"127.0.0.1\",\"action\":\"change\","
                + "\"subject\":\"DELETE /api/live-calls/gone?id=x\",\"outcome\":\"404\"")
        .contains("\"action\":\"logout\"")
        .contains("\"subject\":\"POST /api/users\",\"outcome\":\"201\"");
  }

  @Test
  void hostileBodiesAreProblems() {
    for (String body :
        List.of(
            "",
            "[]",
            "{\"user\":1}",
            "{\"user\":\"admin\"}",
            "{\"user\":\"a\",\"password\":",
            "{".repeat(8000))) {
      assertProblem(nobody.post("session", body.isEmpty() ? " " : body), 400);
    }
    assertProblem(nobody.post("session", "{\"user\":\"" + "x".repeat(9000) + "\"}"), 413);
    assertProblem(
        nobody.post("session", "{\"user\":\"'; drop table calls --\",\"password\":\"\\u0000\"}"),
        401);
    assertProblem(nobody.post("session", "{\"user\":\"" + "x".repeat(20_000) + "\"}"), 413);
    assertProblem(
        nobody.send(
            "POST", "session", BodyPublishers.ofInputStream(() -> InputStream.nullInputStream())),
        411);
    assertProblem(nobody.send("PUT", "session", BodyPublishers.ofString("{}")), 401);
  }

  @Test
  void aLiveCallIsMaskedToo(SipFlow flow) {
    Conversation talk =
        Conversation.invited(flow.udp("4911400111"), flow.udp("callee"), server, "4930777003")
            .rings()
            .answered();
    assertThat(viewer.get("live-calls?id=" + talk.callId()).body())
        .contains("4911400xxx", "4930777xxx")
        .doesNotContain("4911400111", "4930777003");
    assertThat(operator.get("live-calls?id=" + talk.callId()).body())
        .contains("4911400111", "4930777003");
    talk.callerHangsUp();
  }

  @Test
  void liveCallsAreStreamedAsTheyComeChangeAndEndMaskedByRole(SipFlow flow) {
    try (EventStream masked = viewer.events("live-calls/stream");
        EventStream open = operator.events("live-calls/stream")) {
      masked.expect("\"whole\":true");
      open.expect("\"whole\":true");
      Conversation talk =
          Conversation.invited(flow.udp("4911400222"), flow.udp("callee"), server, "4930777004")
              .rings();
      open.expect("\"whole\":false", talk.callId(), "\"state\":\"early\"", "4911400222");
      talk.answered();
      String up = open.expect(talk.callId(), "\"state\":\"confirmed\"");
      masked.expect(talk.callId(), "\"state\":\"confirmed\"", "4911400xxx", "4930777xxx");
      talk.callerHangsUp();
      String id = up.replaceFirst(".*\\{\"id\":\"([^\"]*)\",[^{]*" + talk.callId() + ".*", "$1");
      open.expect("\"ended\":[\"" + id + "\"");
      assertThat(masked.all()).noneMatch(event -> event.contains("4911400222"));
    }
  }

  @Test
  void aStreamEndsWithTheLoginOfItsReader() {
    ApiClient leaver = administrator.newUser("stefan", "viewer");
    ApiClient program = administrator.newToken("stream", "viewer");
    try (EventStream mine = leaver.events("live-calls/stream");
        EventStream other = program.events("live-calls/stream")) {
      mine.expect("\"whole\":true");
      other.expect("\"whole\":true");
      assertThat(leaver.delete("session").statusCode()).isEqualTo(204);
      mine.expectEnd();
      assertThat(administrator.delete("tokens/" + tokenId("stream")).statusCode()).isEqualTo(200);
      other.expectEnd();
    }
  }

  @Test
  void aBackendIsTestedWithoutARecord() {
    assertThat(operator.post("backends/db/test", "").body())
        .startsWith("{\"backend\":\"db\",\"millis\":");
    assertProblem(operator.post("backends/none/test", ""), 404);
    assertProblem(viewer.post("backends/db/test", ""), 403);
  }

  /** An operation of the document, with {@code x} for what its path has in braces. */
  private record Operation(String method, String path, String role) {
    /** With a body that nothing comes of. */
    HttpResponse<String> sentBy(ApiClient client) {
      if (method.equals("GET") || method.equals("DELETE")) {
        return client.send(method, path, BodyPublishers.noBody());
      }
      boolean policy = List.of("policies", "policies/check", "policies/compare").contains(path);
      String type =
          path.equals("reports/carrier") ? "text/csv" : policy ? "text/yaml" : "application/json";
      return client
          .with("Content-Type", type)
          .send(method, path, BodyPublishers.ofString(policy ? "wrong: 1" : "{}"));
    }

    boolean isOfTheSession() {
      return path.startsWith("session");
    }
  }

  private static List<Operation> operations() {
    Map<?, ?> paths =
        (Map<?, ?>)
            ((Map<?, ?>)
                    new Load(LoadSettings.builder().build())
                        .loadFromString(viewer.get("openapi.yaml").body()))
                .get("paths");
    List<Operation> operations = new ArrayList<>();
    paths.forEach(
        (path, item) ->
            ((Map<?, ?>) item)
                .forEach(
                    (method, operation) -> {
                      if (!method.equals("parameters")) {
                        operations.add(
                            new Operation(
                                method.toString().toUpperCase(Locale.ROOT),
                                path.toString().substring(1).replaceAll("\\{[^}]*}", "x"),
                                ((Map<?, ?>) operation).get("x-role").toString()));
                      }
                    }));
    return operations;
  }

  @Test
  void everyOperationIsForItsRoleAndThoseAboveIt() {
    List<String> roles = List.of("viewer", "operator", "administrator");
    List<ApiClient> clients = List.of(viewer, operator, administrator);
    for (Operation operation : operations()) {
      for (int i = 0; i < roles.size() && !operation.isOfTheSession(); i++) {
        HttpResponse<String> answer = operation.sentBy(clients.get(i));
        if (i < roles.indexOf(operation.role())) {
          assertProblem(answer, 403);
        } else {
          assertThat(answer.statusCode())
              .as(roles.get(i) + " " + operation + " " + answer.body())
              .isNotIn(401, 403)
              .isLessThan(500);
        }
      }
    }
  }

  @Test
  void everyChangeByCookieNeedsTheTokenOfTheSession() {
    ApiClient withoutToken = administrator.with("X-CSRF-Token", "");
    List<Operation> changes =
        operations().stream()
            .filter(operation -> !operation.method().equals("GET"))
            .filter(operation -> !operation.role().equals("nobody"))
            .toList();
    assertThat(changes).hasSizeGreaterThan(15);
    changes.forEach(change -> assertProblem(change.sentBy(withoutToken), 403));
  }

  @Test
  void nobodyGetsAnythingOfAnyPathOfTheDocument() {
    assertProblem(nobody.get("openapi.yaml"), 401);
    List<String> paths = operations().stream().map(Operation::path).distinct().toList();
    assertThat(paths).hasSizeGreaterThan(35);
    for (String path : paths) {
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")) {
        if (!path.equals("session") || !method.equals("POST")) {
          HttpResponse<String> answer = nobody.send(method, path, BodyPublishers.noBody());
          assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
          assertThat(answer.headers().firstValue("Content-Type").orElse(""))
              .startsWith("application/problem+json");
        }
      }
    }
  }
}
