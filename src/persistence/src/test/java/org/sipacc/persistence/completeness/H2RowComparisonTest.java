package org.sipacc.persistence.completeness;

import org.sipacc.persistence.testing.DatabaseServers;

class H2RowComparisonTest extends RowComparisonCases {
  H2RowComparisonTest() {
    super(DatabaseServers::h2);
  }
}
