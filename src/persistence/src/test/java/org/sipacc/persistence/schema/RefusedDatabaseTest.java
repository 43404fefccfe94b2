package org.sipacc.persistence.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;
import org.sipacc.persistence.url.DatabaseDialect;

class RefusedDatabaseTest {
  private static final PersistenceSettings SETTINGS =
      PersistenceSettings.defaults(DatabaseDialect.H2);

  @Test
  void aWrongPasswordIsWrongConfiguration() {
    try (DatabaseServer server = DatabaseServers.h2()) {
      TestDatabase database = server.newDatabase();
      database.execute("create user owner password 'right' admin");
      assertThatThrownBy(
              () ->
                  SchemaMigration.migrate(
                      h2(database.parsed().jdbcUrl(), "owner", "wrong"), SETTINGS))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("db_url");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsUnavailable() {
    assertThatThrownBy(
            () -> SchemaMigration.migrate(h2("jdbc:h2:tcp://127.0.0.1:1/x", "", ""), SETTINGS))
        .isInstanceOf(SchemaUnavailableException.class);
  }

  private static DataSource h2(String url, String user, String password) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    return dataSource;
  }
}
