package org.sipacc.cli.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.cli.CommandRun;
import org.sipacc.cli.management.ManagementServer;

class UsersCommandTest {
  private static final String USERS =
      """
      {"users":[{"name":"admin","role":"administrator","disabled":false,\
      "must_change_password":false,"created":"2026-03-01T12:00:00.250Z",\
      "password_changed":"2026-03-01T12:05:00Z"},\
      {"name":"olga","role":"operator","disabled":false,"must_change_password":true,\
      "created":"2026-03-02T12:00:00Z","password_changed":"2026-03-02T12:00:00.5Z"},\
      {"name":"vera","role":"viewer","disabled":true,"must_change_password":false,\
      "created":"2026-03-02T12:00:00Z","password_changed":"2026-03-02T12:00:00Z"}]}""";

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

  @ParameterizedTest
  @ValueSource(strings = {"users", "users list"})
  void usersAreATable(String command) {
    server.on("GET /api/users", 200, USERS);

    assertThat(server.run(command.split(" ")).out().lines())
        .containsExactly(
            "name   role           state            password changed (UTC)",
            "-----  -------------  ---------------  ----------------------",
            "admin  administrator  active           2026-03-01 12:05:00",
            "olga   operator       change password  2026-03-02 12:00:00",
            "vera   viewer         disabled         2026-03-02 12:00:00");
    assertThat(server.run("users", "--json").out().lines()).hasSize(3);
  }

  @Test
  void aUserIsMadeWithAPasswordForTheFirstLogin() {
    server.on(
        "POST /api/users", 201, "{\"name\":\"vera\",\"role\":\"viewer\",\"password\":\"s3cret\"}");

    assertThat(server.run("users", "add", "vera", "viewer").out())
        .isEqualTo("vera is viewer; the password for the first login is s3cret\n");
  }

  @Test
  void aUserGetsAnotherRoleANewPasswordOrIsDisabled() {
    server.on("PUT /api/users/vera", 200, "{\"name\":\"vera\"}");
    server.on("POST /api/users/vera/password", 200, "{\"name\":\"vera\",\"password\":\"s3cret\"}");
    server.on("DELETE /api/users/vera", 200, "{\"name\":\"vera\"}");

    assertThat(server.run("users", "role", "vera", "operator").out())
        .isEqualTo("vera is operator\n");
    assertThat(server.run("users", "password", "vera").out())
        .isEqualTo("the password of vera for the next login is s3cret\n");
    assertThat(server.run("users", "disable", "vera").out()).isEqualTo("vera can log in no more\n");
  }

  @Test
  void theServersRefusalIsTheMessage() {
    server.on(
        "POST /api/users", 409, "{\"status\":409,\"detail\":\"there is already a user vera\"}");

    CommandRun refused = server.run("users", "add", "vera", "viewer");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("sipacc: there is already a user vera\n");
  }
}
