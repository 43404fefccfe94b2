package org.sipacc.accounting.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;

class ParametersTest {
  private static final String URL = "mysql://opensips:opensipsrw@127.0.0.1/opensips";

  @Test
  void theFileIsRead(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("sipacc.yaml"),
        """
        core:
          listen: ["udp:192.168.32.8:5060", "tcp:[2001:db8::1]:5070", "udp:lan"]
          unknown_dialog_reply: "404 Not here"
          time_zone: UTC
          node: 12
        acc:
          db_url: "mysql://opensips:opensipsrw@127.0.0.1/opensips"
          db_table_acc: my_acc
          acc_callid_column: call_id
          early_media: yes
          extra_fields:
            - "db: caller"
            - "log: caller->from"
          db_extra: "src_user=$fU"
        tm: {fr_timeout: 4, fr_inv_timeout: 8}
        sipacc:
          journal_sync: every
          journal_full: alarm
          journal_max_size: 2G
          journal_retention: 36h
          call_summaries: false
        """);
    Parameters parameters = Parameters.load(Optional.of(directory), Map.of(), new Properties());

    assertThat(parameters.get(Catalogue.LISTEN))
        .containsExactly(
            new ListenAddress("udp", "192.168.32.8", 5060),
            new ListenAddress("tcp", "2001:db8::1", 5070),
            new ListenAddress("udp", "lan", 5060));
    assertThat(parameters.get(Catalogue.UNKNOWN_DIALOG_REPLY))
        .isEqualTo(new ReplyStatus(404, "Not here"));
    assertThat(parameters.get(Catalogue.TIME_ZONE)).isEqualTo(ZoneId.of("UTC"));
    assertThat(parameters.get(Catalogue.NODE)).isEqualTo(12);
    assertThat(parameters.databaseUrl()).contains(URL);
    assertThat(parameters.get(Catalogue.DB_TABLE_ACC)).isEqualTo("my_acc");
    assertThat(parameters.coreColumns().callId()).isEqualTo("call_id");
    assertThat(parameters.get(Catalogue.EARLY_MEDIA)).isTrue();
    assertThat(parameters.get(Catalogue.FR_TIMEOUT)).isEqualTo(Duration.ofSeconds(4));
    assertThat(parameters.get(Catalogue.FR_INV_TIMEOUT)).isEqualTo(Duration.ofSeconds(8));
    assertThat(parameters.get(Catalogue.JOURNAL_SYNC).policy()).isEqualTo(JournalSync.Policy.EVERY);
    assertThat(parameters.get(Catalogue.JOURNAL_FULL)).isEqualTo(JournalFull.ALARM);
    assertThat(parameters.get(Catalogue.JOURNAL_MAX_SIZE)).isEqualTo(2L << 30);
    assertThat(parameters.get(Catalogue.JOURNAL_RESERVE)).isEqualTo(64L << 20);
    assertThat(parameters.get(Catalogue.JOURNAL_RETENTION)).isEqualTo(Duration.ofHours(36));
    assertThat(parameters.get(Catalogue.CALL_SUMMARIES)).isFalse();
    assertThat(parameters.extraFields().of(Backend.DB))
        .extracting(FieldDeclarations.Declaration::name)
        .containsExactly("caller", "src_user");
    assertThat(parameters.declaresExtra("caller")).isTrue();
    assertThat(parameters.declaresExtra("src_user")).isFalse();
  }

  @Test
  void aDefinedFieldCannotBeMadeOfATagThatNobodyCanSet() {
    assertThatThrownBy(() -> file("acc: {db_extra: \"who=$acc_extra(caller)\"}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("$acc_extra(caller): no tag caller is declared");
    assertThatThrownBy(() -> file("acc: {db_extra: \"who=$acc_leg(caller)\"}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("leg_fields");
  }

  @Test
  void anOwnFileReplacesTheBuiltInOne() {
    Parameters parameters = file("acc: {db_table_acc: x}");

    assertThat(parameters.extraFields().isEmpty()).isTrue();
    assertThat(parameters.get(Catalogue.UNKNOWN_DIALOG_REPLY))
        .hasToString("481 Call/Transaction Does not Exist");
    assertThat(parameters.get(Catalogue.JOURNAL_SYNC).interval()).isEqualTo(Duration.ofMillis(100));
    assertThat(parameters.isSet(Catalogue.DB_TABLE_ACC)).isTrue();
    assertThat(parameters.isSet(Catalogue.DB_URL)).isFalse();
  }

  @Test
  void theEnvironmentWinsOverTheFileAndASystemPropertyOverBoth() {
    Properties properties = new Properties();
    properties.setProperty("sipacc.tm.fr_timeout", "3");
    properties.setProperty("sipacc.home", "/srv");
    Parameters parameters =
        Parameters.load(
            new ConfigurationFile("f", "tm: {fr_timeout: 1, fr_inv_timeout: 1}"),
            Map.of(
                "SIPACC_TM_FR_TIMEOUT", "2", "SIPACC_TM_FR_INV_TIMEOUT", "2", "SIPACC_HOME", "/"),
            properties);

    assertThat(parameters.get(Catalogue.FR_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
    assertThat(parameters.get(Catalogue.FR_INV_TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void listsStandInBracketsOutsideTheFile() {
    Parameters parameters =
        environment(Map.of("SIPACC_ACC_EXTRA_FIELDS", "[\"db: a\", \"log: a->b\"]"));

    assertThat(parameters.extraFields().of(Backend.LOG))
        .containsExactly(new FieldDeclarations.Declaration("a", "b"));
    assertThat(
            environment(Map.of("SIPACC_ACC_EXTRA_FIELDS", "db: a;b")).extraFields().of(Backend.DB))
        .hasSize(2);
  }

  @Test
  void aValueMayComeFromAFileThatTheEnvironmentNames(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("url"), URL + "\n");

    assertThat(environment(Map.of("SIPACC_ACC_DB_URL_FILE", secret.toString())).databaseUrl())
        .contains(URL);
    assertThatThrownBy(
            () ->
                environment(
                    Map.of("SIPACC_ACC_DB_URL_FILE", secret.toString(), "SIPACC_ACC_DB_URL", URL)))
        .hasMessage(
            "SIPACC_ACC_DB_URL_FILE: SIPACC_ACC_DB_URL is set as well; unset one of the two");
  }

  @Test
  void anEmptyDatabaseUrlSwitchesTheDatabaseOff() {
    assertThat(environment(Map.of("SIPACC_ACC_DB_URL", "")).databaseEnabled()).isFalse();
    assertThat(environment(Map.of()).databaseEnabled()).isTrue();
  }

  @Test
  void withTheDatabaseOffTheBuiltInExtrasStopTheStart() {
    assertThatThrownBy(
            () ->
                Parameters.load(
                    Optional.empty(), Map.of("SIPACC_ACC_DB_URL", ""), new Properties()))
        .hasMessageMatching(
            "built-in sipacc.yaml:12:13: acc.db_extra has fields for db, but acc.db_url is empty,"
                + " which switches the database off; name a database in db_url or remove these"
                + " fields");
  }

  @Test
  void noMessageShowsTheDatabasesPassword() {
    assertThatThrownBy(
            () -> environment(Map.of("SIPACC_ACC_DB_URL", "oracle://scott:tiger@127.0.0.1/x")))
        .hasMessageStartingWith("SIPACC_ACC_DB_URL: acc.db_url must begin with mysql://")
        .hasMessageNotContaining("tiger");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ac: {} | 1:1: unknown section ac; did you mean acc?",
        "acc: {db_ulr: x} | 1:7: unknown parameter acc.db_ulr; did you mean db_url?",
        "acc: {fr_timeout: 3} | 1:7: unknown parameter acc.fr_timeout; it belongs to section tm",
        "acc: 5 | 1:6: section acc must be a mapping (key: value), found \"5\"",
        "acc: {early_media: maybe} | 1:20: acc.early_media must be 0 (no) or 1 (yes), found"
            + " \"maybe\"",
        "acc: {early_media: [1]} | 1:20: acc.early_media must be one value, found a list",
        "acc: {db_url: } | 1:7: acc.db_url has no value; write one, \"\" for an empty one, or"
            + " remove the line",
        "acc: {db_table_acc: my table} | 1:21: acc.db_table_acc must be a database name (letters,"
            + " digits and underscores, at most 63, no digit first), found \"my table\"",
        "tm: {fr_timeout: 0} | 1:18: tm.fr_timeout must be a whole number from 1 to 86400, found"
            + " \"0\"",
        "tm: {fr_timeout: 30s} | 1:18: tm.fr_timeout must be a whole number from 1 to 86400, found"
            + " \"30s\"",
        "core: {node: 65536} | 1:14: core.node must be a whole number from 0 to 65535, found"
            + " \"65536\"",
        "core: {time_zone: Mars} | 1:19: core.time_zone knows no time zone \"Mars\"; write one such"
            + " as UTC or Europe/Berlin",
        "core: {listen: \"tls:a:1\"} | 1:16: core.listen must be transport:host:port with transport"
            + " udp or tcp, as in udp:192.168.32.8:5060; found \"tls:a:1\"",
        "core: {unknown_dialog_reply: 200} | 1:30: core.unknown_dialog_reply must be a status code"
            + " from 400 to 699 and, if wanted, a reason phrase, as in 481 or \"404 Not here\";"
            + " found \"200\"",
        "sipacc: {journal_sync: 5} | 1:24: sipacc.journal_sync must be every, none, or a time from"
            + " 1ms to 10000ms such as 100ms; found \"5\"",
        "sipacc: {journal_full: wait} | 1:24: sipacc.journal_full must be refuse (new calls are"
            + " answered 503) or alarm (they are taken all the same), found \"wait\"",
        "sipacc: {journal_max_size: 10m} | 1:28: sipacc.journal_max_size must be bytes from 16M to"
            + " 1000T, with K, M, G or T as in 64M; found \"10m\"",
        "sipacc: {journal_max_size: 99999999T} | 1:28: sipacc.journal_max_size must be bytes from"
            + " 16M to 1000T, with K, M, G or T as in 64M; found \"99999999T\"",
        "sipacc: {journal_retention: 7w} | 1:29: sipacc.journal_retention must be a time from 0 to"
            + " 3650d, with s, m, h or d as in 7d; found \"7w\"",
        "sipacc: {peers: [192.0.2.1]} | 1:18: sipacc.peers must be host:port of another node as its"
            + " Record-Route has them, as in 192.168.32.9:5060; found \"192.0.2.1\"",
        "sipacc: {peers: ['192.0.2.1:99999']} | 1:18: sipacc.peers must be host:port of another node"
            + " as its Record-Route has them, as in 192.168.32.9:5060; found \"192.0.2.1:99999\"",
        "sipacc: {peers: ['192.0.2.1:5060']} | 1:18: sipacc.peers needs a number for this node that"
            + " no other node has; write core: {node: 1}",
        "{core: {node: 1}, acc: {db_url: ''}, sipacc: {peers: ['192.0.2.1:5060']}} | 1:55:"
            + " sipacc.peers needs a database that all nodes use; set acc.db_url",
        "sipacc: {journal_max_size: 64M} | 1:28: sipacc.journal_reserve is more than half of"
            + " sipacc.journal_max_size, which leaves too little for calls; raise journal_max_size"
            + " or lower journal_reserve, as in journal_reserve: 4M",
        "acc: {db_flag: 1} | 1:7: acc.db_flag is no parameter here: requests are marked in"
            + " policy.yaml: do_accounting: db",
        "acc: {cdr_flag: 1} | 1:7: acc.cdr_flag is no parameter here: requests are marked in"
            + " policy.yaml: do_accounting: {type: db, flags: cdr}",
        "acc: {multi_leg_info: x} | 1:7: acc.multi_leg_info is no parameter here: use leg_fields,"
            + " as in leg_fields: \"db: caller; callee\"",
        "acc: {db_extra: src_user=fU} | 1:17: acc.db_extra: \"src_user=fU\" has no variable after"
            + " the equals sign; did you mean src_user=$fU?",
        "acc: {db_extra: src_user} | 1:17: acc.db_extra: \"src_user\" must be name=$variable, as in"
            + " src_user=$fU;src_domain=$fd",
        "acc: {db_extra: a=$fU;A=$fd} | 1:17: acc.db_extra defines A twice; remove one of the two",
        "acc: {db_extra: a=$fx} | 1:17: acc.db_extra: a: in \"$fx\": unknown variable $fx; did you"
            + " mean $fU? (a plain dollar sign is written $$)",
        "acc: {db_extra: callid=$ci} | 1:17: acc.db_extra: the name callid is taken by"
            + " acc.acc_callid_column; choose another",
        "acc: {extra_fields: \"db: Duration\"} | 1:21: acc.extra_fields tag Duration: the name"
            + " Duration is taken by a column that always exists; choose another",
        "acc: {extra_fields: \"db: a\", db_extra: a=$fU} | 1:40: acc.db_extra: the name a is taken"
            + " by acc.extra_fields tag a; choose another",
        "acc: {extra_fields: \"aaa: a\"} | 1:21: acc.extra_fields has fields for aaa, but"
            + " acc.aaa_url is not set; set it, as in aaa_url: \"radius:/etc/sipacc/radius.conf\","
            + " or remove these fields",
        "{acc: {detect_direction: 1}, rr: {append_fromtag: 0}} | 1:26: acc.detect_direction needs"
            + " the From tag in Record-Route; write rr: {append_fromtag: 1}",
        "acc: {log_facility: LOG_FOO} | 1:21: acc.log_facility knows no \"LOG_FOO\"; write one of"
            + " LOG_AUTH, LOG_CRON, LOG_DAEMON, LOG_KERN, LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2,"
            + " LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7, LOG_LPR, LOG_MAIL,"
            + " LOG_NEWS, LOG_USER, LOG_UUCP, LOG_AUTHPRIV, LOG_FTP, LOG_SYSLOG",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> file(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("sipacc.yaml:" + message);
  }

  @Test
  void aWrongVariableOfTheEnvironmentIsNamed() {
    assertThatThrownBy(() -> environment(Map.of("SIPACC_ACC_DB_TABEL_ACC", "x")))
        .hasMessage(
            "SIPACC_ACC_DB_TABEL_ACC: unknown parameter acc.db_tabel_acc; did you mean"
                + " db_table_acc?");
    assertThatThrownBy(() -> environment(Map.of("SIPACC_CORE_NODE", "x")))
        .hasMessage(
            "SIPACC_CORE_NODE: core.node must be a whole number from 0 to 65535, found \"x\"");
  }

  @Test
  void aWrongSystemPropertyIsNamed() {
    Properties properties = new Properties();
    properties.setProperty("sipacc.tm.fr_timeout", "-1");

    assertThatThrownBy(() -> Parameters.load(new ConfigurationFile("f", ""), Map.of(), properties))
        .hasMessage(
            "-Dsipacc.tm.fr_timeout: tm.fr_timeout must be a whole number from 1 to 86400, found"
                + " \"-1\"");
  }

  @Test
  void debugIsTheOlderNameOfTheLogLevel() {
    assertThat(file("core: {debug: 3}").get(Catalogue.CORE_LOG_LEVEL)).isEqualTo(3);
  }

  @Test
  void extrasOfThePartiesAreKnownForTheSwapOfDirection() {
    Parameters parameters = file("acc: {db_extra: \"a=$fU;b=$rU\"}");

    assertThat(parameters.extraDefinitions())
        .extracting(ExtraDefinition::isOfParty)
        .containsExactly(true, false);
  }

  @Test
  void theFullRadiusProfileRecordsTheAnswerAndTheParties() {
    Parameters parameters = file("{acc: {aaa_url: \"radius:r\"}, sipacc: {radius_profile: full}}");

    assertThat(parameters.extraFields().of(Backend.AAA))
        .extracting(Declaration::name)
        .containsExactly("User-Name", "Calling-Station-Id", "Called-Station-Id");
    assertThat(parameters.accountingSettings().options().answers()).containsExactly(Backend.AAA);
  }

  @Test
  void whatIsDeclaredForAPartyTakesThePlaceOfTheProfiles() {
    Parameters parameters =
        file(
            "{acc: {aaa_url: \"radius:r\", extra_fields: \"aaa: who->User-Name\", leg_fields:"
                + " \"aaa: to->Called-Station-Id\", aaa_extra: \"Calling-Station-Id=$ft\"},"
                + " sipacc: {radius_profile: full}}");

    assertThat(parameters.extraFields().of(Backend.AAA))
        .containsExactly(
            new Declaration("who", "User-Name"),
            new Declaration("aaa_extra(Calling-Station-Id)", "Calling-Station-Id"));
    assertThat(parameters.extraDefinitions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{acc: {aaa_url: \"radius:r\"}}",
        "{acc: {aaa_url: \"radius:r\"}, sipacc: {radius_profile: opensips}}",
        "{sipacc: {radius_profile: full}}"
      })
  void withoutAServerAndTheFullProfileThereIsNothingOfIt(String text) {
    Parameters parameters = file(text);

    assertThat(parameters.extraDefinitions()).isEmpty();
    assertThat(parameters.accountingSettings().options().answers()).isEmpty();
  }

  @Test
  void interimRecordsAreOffAndGoToTheAaaServerUnlessOthersAreNamed() {
    assertThat(Parameters.builtIn().get(Catalogue.INTERIM_INTERVAL)).isZero();
    assertThat(Parameters.builtIn().accountingSettings().options().interims())
        .containsExactly(Backend.AAA);
    assertThat(
            file("sipacc: {interim_backends: \"LOG | evi\"}")
                .accountingSettings()
                .options()
                .interims())
        .containsExactlyInAnyOrder(Backend.LOG, Backend.EVI);
  }

  @Test
  void theDatabaseTakesNoInterimRecords() {
    assertThatThrownBy(() -> file("sipacc: {interim_backends: aaa|db}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sipacc.interim_backends cannot have db")
        .hasMessageContaining("write aaa, log or evi");
    assertThatThrownBy(() -> file("sipacc: {interim_backends: \"aaa,log\"}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("joined by |, as in aaa|log|evi; found \"aaa,log\"");
  }

  private static Parameters file(String text) {
    return Parameters.load(new ConfigurationFile("sipacc.yaml", text), Map.of(), new Properties());
  }

  private static Parameters environment(Map<String, String> environment) {
    return Parameters.load(new ConfigurationFile("f", ""), environment, new Properties());
  }
}
