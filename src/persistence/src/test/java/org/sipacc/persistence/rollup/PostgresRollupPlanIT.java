package org.sipacc.persistence.rollup;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresRollupPlanIT extends RollupPlanCases {
  PostgresRollupPlanIT() {
    super(DatabaseServers::postgresql);
  }

  @Override
  String primaryKey() {
    return "call_rollups_pkey";
  }
}
