package org.sipacc.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.persistence.PersistenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.sip.digest.DigestAlgorithm;
import org.sipacc.sip.digest.Subscriber;

/** OpenSIPS's table of subscribers in a real database. */
abstract class SubscriberCases extends OnEachDatabase {
  private AccountingPersistence persistence;

  SubscriberCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    database.execute(
        "create table subscriber (username char(16) not null, domain char(32) not null,"
            + " password char(25), ha1 char(64), ha1_sha256 char(64))",
        "insert into subscriber values ('alice', 'one.example', 'first', 'md5-1', 'sha-1')",
        "insert into subscriber values ('alice', 'two.example', 'second', 'md5-2', null)",
        "insert into subscriber values ('carol', 'one.example', null, null, null)");
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private Optional<Subscriber> find(String user, String domain, String... parameters) {
    Properties properties = new Properties();
    for (String parameter : parameters) {
      String[] parts = parameter.split("=", 2);
      properties.setProperty("sipacc.auth_db." + parts[0], parts[1]);
    }
    return new StoredSubscribers(
            persistence, Parameters.load(Optional.empty(), Map.of(), properties))
        .find("subscriber", user, domain);
  }

  @Test
  void aSubscriberHasTheHashesOfTheColumnsThatAreNamed() {
    assertThat(find("alice", "one.example", "use_domain=1"))
        .contains(new Subscriber(Optional.empty(), Map.of(DigestAlgorithm.MD5, "md5-1")));
    assertThat(find("alice", "one.example", "use_domain=1", "hash_column_sha256=ha1_sha256"))
        .contains(
            new Subscriber(
                Optional.empty(),
                Map.of(DigestAlgorithm.MD5, "md5-1", DigestAlgorithm.SHA_256, "sha-1")));
  }

  @Test
  void withCalculateHa1ItHasThePassword() {
    assertThat(
            find(
                "alice",
                "two.example",
                "use_domain=1",
                "calculate_ha1=1",
                "password_column=password"))
        .contains(new Subscriber(Optional.of("second"), Map.of()));
  }

  @Test
  void theDomainCountsWithUseDomainOnly() {
    assertThat(find("carol", "two.example")).isPresent();
    assertThat(find("carol", "two.example", "use_domain=1")).isEmpty();
  }

  @Test
  void letterCaseCounts() {
    assertThat(find("Carol", "one.example")).isEmpty();
  }

  @Test
  void whoHasNoSecretHasNothingThatCouldBeRight() {
    assertThat(find("carol", "one.example")).contains(new Subscriber(Optional.empty(), Map.of()));
    assertThat(find("carol", "one.example", "calculate_ha1=1", "password_column=password"))
        .contains(new Subscriber(Optional.empty(), Map.of()));
  }

  @Test
  void aNameIsNoSql() {
    assertThat(find("x' or '1'='1", "one.example")).isEmpty();
  }

  @Test
  void aColumnThatIsNotThereIsAFailure() {
    assertThatExceptionOfType(PersistenceException.class)
        .isThrownBy(() -> find("alice", "one.example", "password_column=no_such_column"));
  }
}
