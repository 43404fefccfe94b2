package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.acceptance.server.ServerProcess;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/** What stops a start: the acceptance table's rows that need no SIP. */
class StartUpIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RELAY = "request: [{do: [relay]}]";

  @TempDir private Path config;

  static Stream<Arguments> wrong() {
    return Stream.of(
        parameters("H16 (no tag)", "acc: {extra_fields: \"db: ->x\"}", "has no tag"),
        parameters("H16 (backend)", "acc: {extra_fields: \"xyz: a\"}", "xyz"),
        parameters("H16 (case)", "acc: {extra_fields: \"DB: a\"}", "write \"db: a\""),
        policy("H17", "{set: {\"$acc_extra(nobody)\": x}}", "no tag nobody is declared"),
        parameters("H18 (db)", "acc: {db_url: \"\", extra_fields: \"db: a\"}", "db_url is empty"),
        parameters("H18 (aaa)", "acc: {extra_fields: \"aaa: a\"}", "aaa_url is not set"),
        policy("L09", "{set: {\"$acc_leg(caller)\": x}}", "leg_fields"),
        policy("O05 (type)", "{do_accounting: db|foo}", "unknown foo"),
        policy("O05 (empty)", "{do_accounting: \"\"}", "a word is missing"),
        policy(
            "O05 (flags)", "{do_accounting: {type: db, flags: cdr||missed}}", "a word is missing"),
        parameters("O02", "acc: {log_facility: LOG_FOO}", "LOG_FOO"),
        parameters(
            "X04",
            "{acc: {detect_direction: 1}, rr: {append_fromtag: 0}}",
            "write rr: {append_fromtag: 1}"),
        Arguments.of(
            "a function in a route where it is not allowed",
            "",
            "reply: [{do: [{create_dialog: B}]}]",
            "create_dialog cannot stand in hook reply"));
  }

  @ParameterizedTest(name = "{0} stops the start with a message that says why")
  @MethodSource("wrong")
  void isRefused(String id, String parameters, String policy, String message) throws IOException {
    Files.writeString(config.resolve("sipacc.yaml"), parameters);
    Files.writeString(config.resolve("policy.yaml"), policy);
    Settings settings = Settings.of("refused-" + Integer.toHexString(id.hashCode()), config);

    try (ServerProcess process = SipaccServer.launchNew(settings)) {
      assertThat(process.awaitEnd(LIMIT)).isNotZero();
      assertThat(String.join("\n", process.errorLines())).contains(message);
      assertThat(process.printed()).doesNotContain("ready");
    }
  }

  @Test
  @DisplayName("O07 a version row of 6 for acc stops the start, and the message has the statement")
  void o07() throws Exception {
    try (DatabaseServer mariadb = DatabaseServers.mariadb()) {
      TestDatabase database = mariadb.newDatabase();
      SchemaMigration.migrate(
          database.dataSource(), PersistenceSettings.defaults(database.dialect()));
      database.execute("update version set table_version = 6 where table_name = 'acc'");
      Files.writeString(config.resolve("policy.yaml"), RELAY);
      Settings settings = Settings.of("refused-version", config).withDatabase(database.url());

      try (ServerProcess process = SipaccServer.launchNew(settings)) {
        assertThat(process.awaitEnd(LIMIT)).isNotZero();
        assertThat(String.join("\n", process.errorLines()))
            .contains("table acc has version 6, and version 7 is needed")
            .contains("UPDATE version SET table_version = 7 WHERE table_name = 'acc';");
        assertThat(process.printed()).doesNotContain("ready");
      }
      assertThat(database.texts("select table_version from version where table_name = 'acc'"))
          .containsExactly("6");
    }
  }

  @Test
  @DisplayName("H19 fields over several lines with tabs and a last semicolon are as on one line")
  void h19() throws IOException {
    Files.writeString(
        config.resolve("sipacc.yaml"),
        "acc:\n  extra_fields: |\n    db: src->src_user;\n    \tdst_user ;\n");

    assertThat(
            Parameters.load(Optional.of(config), Map.of(), new Properties())
                .extraFields()
                .of(Backend.DB))
        .extracting(field -> field.tag() + ">" + field.name())
        .containsExactly("src>src_user", "dst_user>dst_user");
  }

  private static Arguments parameters(String id, String text, String message) {
    return Arguments.of(id, text, RELAY, message);
  }

  private static Arguments policy(String id, String action, String message) {
    return Arguments.of(id, "", "request: [{do: [" + action + "]}]", message);
  }
}
