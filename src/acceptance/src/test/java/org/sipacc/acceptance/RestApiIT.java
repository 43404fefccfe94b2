package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

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

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status);
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
  void aTokenLetsAProgramInUntilItIsRevoked() {
    ApiClient program = administrator.newToken("grafana", "viewer");
    assertThat(program.get("live-calls").statusCode()).isEqualTo(200);
    assertThat(program.get("/metrics").body()).contains("# TYPE");
    assertProblem(program.get("users"), 403);
    String id = ApiClient.text(administrator.get("tokens"), "id");
    assertThat(administrator.delete("tokens/" + id).statusCode()).isEqualTo(200);
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
    assertProblem(nobody.send("PUT", "session", BodyPublishers.ofString("{}")), 401);
  }
}
