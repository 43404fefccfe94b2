package org.sipacc.service;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.service.policy.PolicyTables;

/**
 * The tables that policies name. A policy whose tables are known already needs no database, so that
 * it can be replaced while the database is down.
 */
final class AccountingTables implements PolicyTables {
  private final DataSource dataSource;
  private final Parameters parameters;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param first the policy that the server started with, whose tables the start made
   */
  AccountingTables(DataSource dataSource, Parameters parameters, Policy first) {
    this.dataSource = dataSource;
    this.parameters = parameters;
    known.add(parameters.get(Catalogue.DB_TABLE_ACC));
    known.addAll(first.tables());
  }

  @Override
  public void prepare(Policy policy) throws SchemaException, SchemaUnavailableException {
    if (!known.containsAll(policy.tables())) {
      AccountingSchema.migrate(
          dataSource,
          Backends.persistenceSettings(parameters, policy),
          parameters,
          " --policy FILE");
      known.addAll(policy.tables());
    }
  }
}
