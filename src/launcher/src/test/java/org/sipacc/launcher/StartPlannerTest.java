package org.sipacc.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.persistence.url.DatabaseDialect;
import picocli.CommandLine;

class StartPlannerTest {

  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void withoutOptionsItIsTheEmbeddedDatabaseAndTheLoopbackAddress() {
    StartPlan plan = plan();

    assertThat(plan.data()).isEqualTo(home.resolve("data"));
    assertThat(plan.embedded()).isTrue();
    assertThat(plan.systemProperties())
        .containsEntry("sipacc.sip.listen", "udp:127.0.0.1:5060,tcp:127.0.0.1:5060")
        .containsEntry("sipacc.http.port", "8080")
        .containsEntry("sipacc.data", home.resolve("data").toString())
        .containsEntry("sipacc.drain.seconds", "10")
        .containsEntry("sipacc.db.enabled", "true")
        .containsEntry("sipacc.db.dialect", "H2")
        .containsEntry("accDS.JdbcDriver", "org.h2.Driver")
        .containsEntry("accDS.UserName", "sipacc")
        .doesNotContainKeys("sipacc.config", "sipacc.acc.db_url");
  }

  @Test
  void everySipHostIsServedByUdpAndTcpOnTheSamePort() {
    assertThat(plan("--sip-host", "127.0.0.1", "--sip-host", "127.0.0.2", "--sip-port", "5070"))
        .extracting(plan -> plan.systemProperties().get("sipacc.sip.listen"))
        .isEqualTo("udp:127.0.0.1:5070,tcp:127.0.0.1:5070,udp:127.0.0.2:5070,tcp:127.0.0.2:5070");
  }

  @Test
  void databaseOptionBecomesTheDataSourceAndDbUrl() {
    Map<String, String> properties =
        plan("--db", "mysql://opensips:s3cret@127.0.0.1/opensips").systemProperties();

    assertThat(properties)
        .containsEntry("sipacc.db.dialect", "MARIADB")
        .containsEntry("accDS.JdbcDriver", "org.mariadb.jdbc.Driver")
        .containsEntry("accDS.UserName", "opensips")
        .containsEntry("accDS.Password", "s3cret")
        .containsEntry("sipacc.acc.db_url", "mysql://opensips:s3cret@127.0.0.1/opensips");
    assertThat(properties.get("accDS.JdbcUrl")).startsWith("jdbc:mariadb://127.0.0.1/opensips?");
  }

  @Test
  void databaseUserAndPasswordComeFromTheEnvironmentWhereTheUrlHasNone() {
    environment.put("SIPACC_DB_USER", "u");
    environment.put("SIPACC_DB_PASSWORD", "p");

    assertThat(plan("--db", "postgres://127.0.0.1/acc").systemProperties())
        .containsEntry("accDS.UserName", "u")
        .containsEntry("accDS.Password", "p");
  }

  @Test
  void optionsWinOverTheConfiguration() throws IOException {
    write(
        "sipacc.yaml",
        "core:\n  listen: [\"udp:127.0.0.3:5080\"]\nacc:\n  db_url: mysql://u:p@127.0.0.1/d\n");

    StartPlan configured = plan("--config", home.toString());
    StartPlan overridden =
        plan("--config", home.toString(), "--sip-port", "5090", "--db", "postgres://h/d");

    assertThat(configured.sip()).hasToString("[udp:127.0.0.3:5080]");
    assertThat(configured.database().orElseThrow().dialect()).isEqualTo(DatabaseDialect.MARIADB);
    assertThat(configured.systemProperties()).containsEntry("sipacc.config", home.toString());
    assertThat(overridden.sip()).hasToString("[udp:127.0.0.1:5090, tcp:127.0.0.1:5090]");
    assertThat(overridden.database().orElseThrow().dialect()).isEqualTo(DatabaseDialect.POSTGRESQL);
  }

  @Test
  void emptyDatabaseOptionSwitchesTheDatabaseOff() throws IOException {
    write("sipacc.yaml", "core:\n  log_level: 2\n");
    write("policy.yaml", "request:\n  - do: [relay]\n");

    StartPlan plan = plan("--config", home.toString(), "--db", "");

    assertThat(plan.database()).isEmpty();
    assertThat(plan.systemProperties())
        .containsEntry("sipacc.db.enabled", "false")
        .containsEntry("sipacc.acc.db_url", "")
        .doesNotContainKey("accDS.JdbcUrl");
  }

  @Test
  void databaseMarksWithoutADatabaseStopTheStart() {
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> plan("--db", ""));
  }

  @Test
  void wrongConfigurationIsToldWithFileAndLine() throws IOException {
    write("sipacc.yaml", "acc:\n  db_tabel_acc: x\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> plan("--config", home.toString()))
        .withMessageContaining("sipacc.yaml:2")
        .withMessageContaining("db_table_acc");
  }

  @Test
  void wrongPolicyIsToldWithFileAndLine() throws IOException {
    write("policy.yaml", "request:\n  - do: [rellay]\n");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> plan("--config", home.toString()))
        .withMessageContaining("policy.yaml:2");
  }

  @Test
  void wrongOptionsAreToldByNameWithoutThePassword() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("--sip-port", "70000"))
        .withMessageContaining("--sip-port is 70000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("--http-port", "0"))
        .withMessageContaining("--http-port is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("--sip-host", "0.0.0.0"))
        .withMessageContaining("0.0.0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("--db", "mysql://u:s3cret@h:99999/d"))
        .withMessageStartingWith("--db: ")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void directoriesComeFromTheEnvironmentUnlessAnOptionNamesThem() {
    environment.put("SIPACC_DATA", home.resolve("d1").toString());

    assertThat(plan().data()).isEqualTo(home.resolve("d1"));
    assertThat(plan("--data", home.resolve("d2").toString()).data()).isEqualTo(home.resolve("d2"));
  }

  private StartPlan plan(String... arguments) {
    RunOptions options = CommandLine.populateCommand(new RunOptions(), arguments);
    return new StartPlanner(home, environment, new Properties()).plan(options);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text);
  }
}
