package org.sipacc.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.parameter.Parameters;

/** The command that a start names when the database has another program's tables. */
class AccountingSchemaTest {
  private static final String DB_URL = "sipacc.acc.db_url";

  @AfterEach
  void forget() {
    System.clearProperty("sipacc.config");
    System.clearProperty("sipacc.data");
    System.clearProperty(DB_URL);
  }

  @Test
  void namesTheDataDirectoryOfTheEmbeddedDatabase() {
    System.setProperty("sipacc.data", "/var/lib/my sipacc");
    assertThat(AccountingSchema.command(Parameters.builtIn()))
        .isEqualTo("bin/sipacc db adopt --data '/var/lib/my sipacc'");
  }

  @Test
  void leavesADatabaseOfTheConfigurationToTheConfiguration() {
    System.setProperty("sipacc.config", "/etc/sipacc");
    Parameters parameters =
        Parameters.load(
            Optional.empty(),
            Map.of("SIPACC_ACC_DB_URL", "mysql://u:s3cret@127.0.0.1/opensips"),
            new Properties());
    assertThat(AccountingSchema.command(parameters))
        .isEqualTo("bin/sipacc db adopt --config /etc/sipacc");
  }

  @Test
  void namesADatabaseThatOnlyTheStartWasToldWithoutItsPassword() {
    System.setProperty(DB_URL, "mysql://u:s3cret@127.0.0.1/opensips");
    Parameters parameters = Parameters.load(Optional.empty(), Map.of(), System.getProperties());
    assertThat(AccountingSchema.command(parameters))
        .isEqualTo("bin/sipacc db adopt --db jdbc:mariadb://127.0.0.1/opensips");
  }
}
