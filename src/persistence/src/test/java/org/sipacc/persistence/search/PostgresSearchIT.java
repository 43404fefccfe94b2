package org.sipacc.persistence.search;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresSearchIT extends SearchCases {
  PostgresSearchIT() {
    super(DatabaseServers::postgresql);
  }
}
