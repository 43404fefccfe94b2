package org.sipacc.service.search;

import org.sipacc.persistence.testing.DatabaseServers;

class H2RollupTest extends RollupCases {
  H2RollupTest() {
    super(DatabaseServers::h2);
  }
}
