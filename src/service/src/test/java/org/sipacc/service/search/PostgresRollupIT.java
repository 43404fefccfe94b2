package org.sipacc.service.search;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresRollupIT extends RollupCases {
  PostgresRollupIT() {
    super(DatabaseServers::postgresql);
  }
}
