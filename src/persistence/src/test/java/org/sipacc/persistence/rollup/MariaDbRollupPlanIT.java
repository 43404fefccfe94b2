package org.sipacc.persistence.rollup;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbRollupPlanIT extends RollupPlanCases {
  MariaDbRollupPlanIT() {
    super(DatabaseServers::mariadb);
  }

  @Override
  String primaryKey() {
    return "\"key\": \"PRIMARY\"";
  }
}
