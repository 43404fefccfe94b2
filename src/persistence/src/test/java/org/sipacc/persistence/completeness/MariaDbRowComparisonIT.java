package org.sipacc.persistence.completeness;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbRowComparisonIT extends RowComparisonCases {
  MariaDbRowComparisonIT() {
    super(DatabaseServers::mariadb);
  }
}
