package org.sipacc.service.access;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresAccessIT extends AccessCases {
  PostgresAccessIT() {
    super(DatabaseServers::postgresql);
  }
}
