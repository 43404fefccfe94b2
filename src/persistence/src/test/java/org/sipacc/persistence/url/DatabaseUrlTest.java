package org.sipacc.persistence.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void openSipsUrlForMysqlUsesTheMariaDbDriver() {
    DatabaseUrl url = DatabaseUrl.parse("mysql://opensips:opensipsrw@localhost/opensips");

    assertThat(url.dialect()).isEqualTo(DatabaseDialect.MARIADB);
    assertThat(url.driverClass()).isEqualTo("org.mariadb.jdbc.Driver");
    assertThat(url.jdbcUrl())
        .isEqualTo("jdbc:mariadb://localhost/opensips?connectTimeout=5000&socketTimeout=60000");
    assertThat(url.user()).isEqualTo("opensips");
    assertThat(url.password()).isEqualTo("opensipsrw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgresql", "PostgreSQL"})
  void postgresqlGetsWhatMakesItsBatchesFastAndItsErrorsDiscreet(String scheme) {
    DatabaseUrl url = DatabaseUrl.parse(scheme + "://acc:x@db.example.org:5433/acc");

    assertThat(url.dialect()).isEqualTo(DatabaseDialect.POSTGRESQL);
    assertThat(url.location()).isEqualTo("jdbc:postgresql://db.example.org:5433/acc");
    assertThat(url.jdbcUrl()).contains("reWriteBatchedInserts=true", "logServerErrorDetail=false");
  }

  @Test
  void aParameterInTheUrlWinsOverOurDefault() {
    assertThat(DatabaseUrl.parse("postgres://h/d?socketTimeout=0").jdbcUrl())
        .contains("socketTimeout=0")
        .doesNotContain("socketTimeout=60");
  }

  @Test
  void userAndPasswordArePercentDecoded() {
    DatabaseUrl url = DatabaseUrl.parse("mysql://a%3Ab:p%40s%2Fs%25+%C3%A9@h/d");

    assertThat(url.user()).isEqualTo("a:b");
    assertThat(url.password()).isEqualTo("p@s/s%+é");
  }

  @Test
  void anAtSignInThePasswordIsForgiven() {
    assertThat(DatabaseUrl.parse("mysql://u:p@ss@h/d").password()).isEqualTo("p@ss");
  }

  @Test
  void ipv6HostKeepsItsBrackets() {
    assertThat(DatabaseUrl.parse("mariadb://u:p@[2001:db8::1]:3307/d").location())
        .isEqualTo("jdbc:mariadb://[2001:db8::1]:3307/d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:s3cret@h",
        "mysql:u:s3cret@h/d",
        "mysql://u:s3cret@h:99999/d",
        "mysql://u:s3cret%zz@h/d",
        "mysql://u:s3cret@h/d?tls_domain=dom1",
        "mysql://u:s3cret@ho st/d",
        "mysql://u:pre/s3cret@/d",
        "oracle://u:s3cret@h/d",
        "s3cret",
        "jdbc:postgresql://u:s3cret@h/d",
        "jdbc:oracle:thin:u/s3cret@h",
        ""
      })
  void aUrlThatCannotBeUnderstoodIsExplainedWithoutItsPassword(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.parse(text))
        .withMessageNotContaining("s3cret")
        .withMessageMatching("(?s).{40,}");
  }

  @Test
  void jdbcUrlLosesItsUserAndPassword() {
    DatabaseUrl url =
        DatabaseUrl.parse("jdbc:postgresql://h/d?user=u&password=s3cret%26&sslmode=require");

    assertThat(url.user()).isEqualTo("u");
    assertThat(url.password()).isEqualTo("s3cret&");
    assertThat(url.jdbcUrl()).contains("sslmode=require").doesNotContain("s3cret", "user=");
  }

  @Test
  void jdbcUrlOfMysqlGoesToTheMariaDbDriver() {
    assertThat(DatabaseUrl.parse("jdbc:mysql://h/d").location()).isEqualTo("jdbc:mariadb://h/d");
  }

  @Test
  void h2UrlMayLeaveOutJdbcAndKeepsItsSettings() {
    DatabaseUrl url = DatabaseUrl.parse("h2:mem:x;MODE=LEGACY;USER=sa;PASSWORD=a%b;");

    assertThat(url.dialect()).isEqualTo(DatabaseDialect.H2);
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:h2:mem:x;MODE=LEGACY");
    assertThat(url.user()).isEqualTo("sa");
    assertThat(url.password()).isEqualTo("a%b");
  }

  @Test
  void textNeverShowsThePassword() {
    assertThat(DatabaseUrl.parse("mysql://u:s3cret@h/d?keyStorePassword=hush"))
        .hasToString("jdbc:mariadb://h/d as user u");
    assertThat(new DatabaseCredentials("u", "s3cret")).hasToString("user u");
  }

  @Test
  void environmentFillsWhatTheUrlLeavesOut(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "from file\n");
    var environment = Map.of("SIPACC_DB_USER", "env", "SIPACC_DB_PASSWORD_FILE", file.toString());
    DatabaseCredentials credentials = DatabaseCredentials.fromEnvironment(environment);

    DatabaseUrl bare = DatabaseUrl.parse("mysql://h/d", credentials);
    DatabaseUrl own = DatabaseUrl.parse("mysql://u:p@h/d", credentials);

    assertThat(bare.user()).isEqualTo("env");
    assertThat(bare.password()).isEqualTo("from file");
    assertThat(own.user()).isEqualTo("u");
    assertThat(own.password()).isEqualTo("p");
  }

  @Test
  void passwordVariableWinsOverThePasswordFile() {
    var environment = Map.of("SIPACC_DB_PASSWORD", "v", "SIPACC_DB_PASSWORD_FILE", "/nowhere");

    assertThat(DatabaseCredentials.fromEnvironment(environment).password()).isEqualTo("v");
  }

  @Test
  void passwordFileThatCannotBeReadIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DatabaseCredentials.fromEnvironment(
                    Map.of("SIPACC_DB_PASSWORD_FILE", "/nowhere/password")))
        .withMessageContaining("SIPACC_DB_PASSWORD_FILE names /nowhere/password");
  }
}
