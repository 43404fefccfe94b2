package org.sipacc.persistence.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.persistence.testing.QueryPlans;
import org.sipacc.persistence.url.DatabaseDialect;

/** By which index the database reads the sums of a year. */
abstract class RollupPlanCases extends OnEachDatabase {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 200;
  private static final List<Grouping> GROUPINGS =
      List.of(Grouping.NONE, Grouping.CODE, Grouping.GATEWAY);

  private AccountingPersistence persistence;

  RollupPlanCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void fill() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into call_rollups (grouped_by, period, group_key, entry_day, node, epoch,"
                    + " calls, answered, answered_ms, redirected, challenged, reached_user,"
                    + " effective, ineffective, delays)"
                    + " values (?, ?, 'one', ?, 0, 0, 5, 3, 9000, 0, 0, 1, 1, 0, ?)")) {
      connection.setAutoCommit(false);
      for (Grouping grouping : GROUPINGS) {
        for (int hour = 0; hour < DAYS * 24; hour++) {
          add(insert, grouping, Periods.HOUR, START.plus(Duration.ofHours(hour)));
        }
        for (int day = 0; day < DAYS; day++) {
          add(insert, grouping, Periods.DAY, START.plus(Duration.ofDays(day)));
        }
        insert.executeBatch();
      }
      connection.commit();
    }
    boolean mariadb = database.dialect() == DatabaseDialect.MARIADB;
    database.execute(mariadb ? "analyze table call_rollups" : "analyze call_rollups");
  }

  private static void add(
      PreparedStatement insert, Grouping grouping, Periods periods, Instant begin)
      throws SQLException {
    insert.setString(1, grouping.name());
    insert.setString(2, periods.of(begin));
    insert.setString(3, begin.toString().substring(0, 10));
    insert.setBytes(4, new byte[] {1, 5});
    insert.addBatch();
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  /** The name of the primary key in a plan. */
  abstract String primaryKey();

  @Test
  void aReportReadsTheSumsOfItsTimeAndGroupingByThePrimaryKey() {
    Instant since = START.plus(Duration.ofDays(100));
    for (Periods periods : Periods.values()) {
      String plan =
          persistence.query(
              em ->
                  QueryPlans.of(
                      database,
                      em,
                      RolledCalls.sumsQuery(
                          em, Grouping.CODE, periods, since, since.plus(Duration.ofDays(7)))));
      assertThat(plan).contains(primaryKey());
    }
  }
}
