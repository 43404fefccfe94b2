package org.sipacc.persistence.completeness;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresRowComparisonIT extends RowComparisonCases {
  PostgresRowComparisonIT() {
    super(DatabaseServers::postgresql);
  }
}
