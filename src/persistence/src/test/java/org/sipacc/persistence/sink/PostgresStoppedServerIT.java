package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresStoppedServerIT extends StoppedServerCases {
  PostgresStoppedServerIT() {
    super(DatabaseServers::postgresql);
  }
}
